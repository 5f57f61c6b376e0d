import { css } from 'lit';

export const recordingStyles = css`
  :host {
    max-inline-size: 1040px;
    margin-inline: auto;
    padding: 8px 16px 48px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding-block: 4px 12px;
  }
  header div {
    flex: 1;
  }
  h2 {
    font-size: var(--size-20);
    line-height: 1.3;
    font-weight: 600;
  }
  h3 {
    padding-block: 24px 8px;
    font-weight: 600;
  }
  h4 {
    padding-block: 12px 4px;
    font-size: var(--size-14);
    font-weight: 600;
  }
  .back {
    display: none;
  }
  ol {
    padding-block-start: 8px;
  }
  li {
    display: grid;
    grid-template-columns: 6ch 12px 1fr auto;
    gap: 12px;
    align-items: center;
    min-block-size: 32px;
    font-size: var(--size-14);
    border-block-end: 1px solid var(--line);
  }
  li .link,
  .outside {
    justify-self: end;
  }
  .outside,
  time {
    color: var(--muted);
  }
  time {
    font-size: var(--size-12);
  }
  .shape {
    color: var(--muted);
  }
  .consent .shape {
    color: var(--ok);
  }
  .recording .shape {
    color: var(--recording);
  }
  details {
    margin-block-start: 24px;
  }
  summary {
    min-block-size: 28px;
    font-size: var(--size-14);
    color: var(--accent);
    cursor: pointer;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 16px;
    font-size: var(--size-14);
  }
  dt {
    color: var(--muted);
  }
  code {
    font-size: var(--size-12);
    overflow-wrap: anywhere;
  }
  @media (width < 900px) {
    .back {
      display: inline-flex;
    }
  }
  @media (width < 560px) {
    li {
      grid-template-columns: 5ch 12px 1fr;
      padding-block: 4px;
    }
    time {
      grid-column: 3;
    }
    dl {
      grid-template-columns: 1fr;
    }
  }
`;
