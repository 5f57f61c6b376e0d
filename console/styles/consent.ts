import { css } from 'lit';

export const consentStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    align-items: center;
    padding: 8px 16px;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
    font-size: var(--size-14);
  }
  .recording {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 36px;
    font-weight: 600;
  }
  .recording.on {
    color: var(--recording);
  }
  dl {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 24px;
  }
  dt {
    font-size: var(--size-12);
    line-height: 1.3;
    color: var(--muted);
  }
  dd {
    line-height: 1.35;
  }
  .yes {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    color: var(--ok);
    font-weight: 600;
  }
  .yes svg {
    inline-size: 16px;
    block-size: 16px;
  }
  .deeds {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .loading,
  .error {
    padding: 8px 16px;
    font-size: var(--size-14);
  }
`;
