import { css } from 'lit';

/** What every component starts from: box model, buttons, fields, focus. */
export const base = css`
  :host {
    display: block;
    color: var(--ink);
    font:
      400 var(--size-16) / 1.5 system-ui,
      sans-serif;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    font-size: inherit;
    font-weight: inherit;
  }
  ul,
  ol {
    list-style: none;
  }
  a {
    color: var(--accent);
  }
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 36px;
    padding: 4px 12px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--ink);
    font-size: var(--size-14);
    text-decoration: none;
    cursor: pointer;
  }
  button:hover,
  .button:hover {
    background: var(--tint);
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button:disabled,
  button.primary:disabled {
    cursor: default;
    color: var(--muted);
    background: transparent;
    border-style: dashed;
  }
  button.quiet,
  .button.quiet {
    border-color: transparent;
    background: transparent;
  }
  button.quiet:hover,
  .button.quiet:hover {
    background: var(--tint);
  }
  button.icon {
    inline-size: 36px;
    padding: 0;
  }
  button.link {
    min-block-size: 28px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .figure {
    font-variant-numeric: tabular-nums;
  }
  .error {
    color: var(--danger);
    font-size: var(--size-14);
  }
  .small {
    font-size: var(--size-12);
    color: var(--muted);
  }
  svg {
    flex: none;
  }
  @media (forced-colors: active) {
    button.primary {
      border-width: 2px;
    }
  }
`;
