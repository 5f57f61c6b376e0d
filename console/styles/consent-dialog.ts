import { css } from 'lit';

export const consentDialogStyles = css`
  [role='dialog'] {
    display: grid;
    gap: 8px;
    max-inline-size: 640px;
    margin: 12px auto;
    padding: 16px;
    border: 1px solid var(--line);
    border-radius: var(--surface);
    background: var(--raised);
    font-size: var(--size-14);
  }
  h2 {
    font-size: var(--size-20);
    line-height: 1.3;
    font-weight: 600;
  }
  dl {
    display: grid;
    gap: 2px;
  }
  dl div {
    display: grid;
    grid-template-columns: minmax(9ch, auto) 1fr;
    gap: 8px;
  }
  dt {
    min-inline-size: 12ch;
    color: var(--muted);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    align-items: center;
  }
  label {
    display: inline-flex;
    gap: 8px;
    align-items: center;
    min-block-size: 36px;
  }
  input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--accent);
  }
  .error:empty {
    display: none;
  }
  .twins {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px;
  }
  .twins button {
    min-block-size: 44px;
    font-size: var(--size-16);
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
  }
  details[open] {
    flex-basis: 100%;
  }
  summary {
    min-block-size: 28px;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .text {
    max-block-size: 40dvh;
    overflow: auto;
    padding: 8px 0;
    white-space: pre-wrap;
  }
`;
