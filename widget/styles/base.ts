import { css } from 'lit';

/** What every view of the widget starts from. */
export const base = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }
  svg {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  p,
  h2 {
    margin: 0;
  }
  h2 {
    font-size: 16px;
    font-weight: 600;
  }
  a {
    color: inherit;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }
  button,
  input,
  select,
  textarea {
    margin: 0;
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--paper);
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover {
    background: var(--quiet);
  }
  button:disabled,
  button[aria-disabled='true'] {
    color: var(--soft);
    border-color: var(--line);
    cursor: default;
  }
  button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.primary:hover {
    background: color-mix(in oklab, var(--accent) 88%, var(--ink));
  }
  button.primary:disabled {
    background: var(--quiet);
    color: var(--soft);
  }
  button.plain {
    border-color: transparent;
    background: none;
  }
  button.plain:hover {
    background: color-mix(in oklab, var(--ink) 8%, transparent);
  }
  button.square {
    inline-size: 44px;
    padding: 0;
  }
  button.link {
    min-block-size: 44px;
    padding: 8px 4px;
    border: 0;
    background: none;
    font-size: 14px;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }
  .soft {
    color: var(--soft);
    font-size: 14px;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: var(--own);
    font-size: 14px;
    font-weight: 600;
    letter-spacing: 0.02em;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
