import { css } from 'lit';

export const callStyles = css`
  section {
    border-block-end: 1px solid var(--line);
    background: var(--quiet);
  }
  .ring {
    display: grid;
    justify-items: center;
    gap: 8px;
    padding: 24px 16px;
    text-align: center;
  }
  .who {
    font-size: var(--size-20);
    line-height: 1.3;
    font-weight: 600;
  }
  .actions {
    display: grid;
    grid-template-columns: repeat(2, minmax(136px, auto));
    gap: 12px;
    margin-block-start: 8px;
  }
  .ring button {
    min-block-size: 44px;
    font-size: var(--size-16);
  }
  .answer {
    border-color: var(--ok);
    color: var(--ok);
    font-weight: 600;
  }
  .error {
    padding: 8px 16px;
  }
`;
