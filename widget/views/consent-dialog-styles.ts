import { css } from 'lit';

export const consentDialogStyles = css`
  :host {
    display: block;
  }
  section {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  section:focus-visible {
    outline: none;
  }
  .wait {
    padding: 32px 16px;
  }
  .text {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 12px 16px;
    font-size: 14px;
  }
  .text:focus-visible {
    outline-offset: -2px;
  }
  .head {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 8px;
  }
  .head .square {
    margin-block: -8px 0;
    margin-inline: 0 -12px;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 4px 12px;
    margin: 8px 0;
  }
  dl > div {
    display: contents;
  }
  dt {
    max-inline-size: 120px;
    color: var(--soft);
  }
  dd {
    margin: 0;
  }
  .long {
    margin-block: 8px;
    white-space: pre-wrap;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: 12px;
  }
  nav .link {
    padding-inline: 0;
    font-size: 12px;
  }
  .answer {
    flex: none;
    padding: 8px 16px 4px;
    border-block-start: 1px solid var(--line);
  }
  .freedom {
    font-size: 14px;
  }
  .modalities {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: 12px;
    font-size: 14px;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    cursor: pointer;
  }
  input {
    inline-size: 20px;
    block-size: 20px;
    accent-color: var(--accent);
  }
  .modalities .link {
    margin-inline-start: auto;
  }
  .complaint {
    margin-block-end: 8px;
    color: var(--danger);
    font-size: 14px;
  }
  .twins {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px;
  }
  section[aria-busy='true'] .twins {
    opacity: 0.6;
  }
  @media (pointer: fine) {
    label,
    nav .link {
      min-block-size: 32px;
    }
    .modalities {
      padding-block: 4px;
    }
  }
`;
