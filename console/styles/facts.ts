import { css } from 'lit';

export const factsStyles = css`
  :host {
    padding: 16px;
  }
  .person {
    --face: 64px;
    display: grid;
    justify-items: center;
    gap: 4px;
    padding-block: 8px 16px;
    text-align: center;
  }
  .person h2 {
    font-size: var(--size-20);
    line-height: 1.3;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h3 {
    padding-block: 16px 4px;
    border-block-start: 1px solid var(--line);
    margin-block-start: 16px;
    font-size: var(--size-14);
    font-weight: 600;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 16px;
    font-size: var(--size-14);
  }
  dt {
    color: var(--muted);
  }
  dd {
    overflow-wrap: anywhere;
  }
  .hint {
    font-size: var(--size-14);
    color: var(--muted);
  }
  .recording {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    min-block-size: 28px;
    align-items: center;
    font-size: var(--size-14);
  }
`;
