import { css } from 'lit';

/** A place where nothing is yet, saying what to do next. */
export const emptyStyles = css`
  .empty {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 8px;
    min-block-size: 100%;
    padding: 48px 24px;
    text-align: center;
    color: var(--muted);
  }
  .empty h2 {
    padding: 0;
    font-size: var(--size-20);
    font-weight: 600;
    color: var(--ink);
  }
  .empty p {
    max-inline-size: 44ch;
    text-wrap: balance;
  }
`;
