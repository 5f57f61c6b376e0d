import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
    padding: 8px;
    border-block-start: 1px solid var(--line);
  }
  .row {
    display: flex;
    align-items: flex-end;
    gap: 8px;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 44px;
    max-block-size: calc(5lh + 20px);
    padding: 9px 12px;
    border: 1px solid var(--edge);
    border-radius: 6px;
    background: var(--paper);
    color: var(--ink);
    resize: none;
  }
  textarea[aria-invalid='true'] {
    border-color: var(--danger);
  }
  ::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  .calls {
    margin-block: 4px -4px;
  }
  .calls button {
    padding-inline: 8px;
    font-size: 14px;
  }
  .over {
    margin-block-end: 8px;
    color: var(--danger);
    font-size: 14px;
  }
`;
