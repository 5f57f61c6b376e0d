import { css } from 'lit';

export const consentDialogStyles = css`
  [role='dialog'] {
    display: grid;
    gap: 8px;
    margin: 8px max(16px, (100% - 640px) / 2);
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
    grid-template-columns: minmax(auto, 14ch) 1fr;
    gap: 2px 12px;
  }
  dl div {
    display: contents;
  }
  dt {
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
