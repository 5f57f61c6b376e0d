import { css } from 'lit';

/** A question above what it is about, with the buttons that answer it. */
export const askStyles = css`
  .ask {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    padding: 8px 16px;
    border-block-end: 1px solid var(--line);
    background: var(--quiet);
    font-size: var(--size-14);
  }
`;
