import { css } from 'lit';

export const recordingBarStyles = css`
  :host {
    display: block;
    border-block-end: 1px solid var(--line);
    font-size: 14px;
  }
  .bar {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    column-gap: 8px;
    padding-block: 0 8px;
    padding-inline: 16px 12px;
    line-height: 20px;
  }
  .sign {
    display: flex;
    align-items: center;
    gap: 8px;
    font-weight: 600;
  }
  .sign svg {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 3;
  }
  .sign.on {
    color: var(--recording);
  }
  .mine {
    color: var(--soft);
  }
  .link {
    justify-self: end;
  }
  .deed {
    padding-inline: 12px;
    font-weight: 600;
  }
  .details {
    display: grid;
    gap: 8px;
    padding: 0 16px 12px;
  }
  .error {
    padding: 0 16px 8px;
    color: var(--danger);
  }
`;
