import { css } from 'lit';

export const preChatStyles = css`
  :host {
    display: block;
    overflow-y: auto;
  }
  form {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-block-size: 100%;
    padding: 16px;
  }
  .wait {
    padding: 32px 16px;
    text-align: center;
  }
  .who {
    display: flex;
    gap: 8px;
  }
  .who.quiet {
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--quiet);
  }
  .presence {
    inline-size: 12px;
    block-size: 12px;
    margin-block-start: 6px;
    stroke-width: 3;
    color: var(--soft);
  }
  .presence.here {
    color: var(--ok);
  }
  fieldset {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: 8px;
    padding: 0;
    font-size: 20px;
    font-weight: 600;
    line-height: 1.3;
  }
  .topic {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 44px;
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: 6px;
    cursor: pointer;
  }
  .topic:hover {
    background: var(--quiet);
  }
  .topic:has(:checked) {
    border-color: var(--accent);
    background: var(--own);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  .topic:has(:focus-visible) {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }
  .topic input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    outline: none;
    accent-color: var(--accent);
  }
  .field {
    display: grid;
    gap: 4px;
  }
  .field > span {
    font-size: 14px;
  }
  .field > :not(span) {
    min-block-size: 44px;
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--paper);
    color: var(--ink);
  }
  ::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  .error {
    color: var(--danger);
  }
  .primary {
    margin-block-start: auto;
  }
`;
