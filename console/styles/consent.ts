import { css } from 'lit';

export const consentStyles = css`
  .bar {
    display: grid;
    grid-template: 'state deeds' auto 'consents consents' auto / auto 1fr;
    gap: 4px 12px;
    align-items: center;
    padding: 8px 16px;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
    font-size: var(--size-14);
  }
  .recording {
    grid-area: state;
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
    grid-area: consents;
    display: grid;
    grid-template-columns: 1fr 1fr;
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
    color: var(--ok);
    font-weight: 600;
  }
  .yes svg {
    inline-size: 16px;
    block-size: 16px;
    margin-inline-end: 4px;
    vertical-align: -3px;
  }
  .deeds {
    grid-area: deeds;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: end;
    min-block-size: 36px;
  }
  @container (width < 480px) {
    .bar {
      grid-template: 'state' auto 'consents' auto 'deeds' auto / 1fr;
    }
    .deeds {
      justify-content: start;
      min-block-size: 0;
    }
    .save span {
      display: none;
    }
  }
  @container (width > 900px) {
    .bar {
      grid-template: 'state consents deeds' auto / auto 1fr auto;
    }
  }
  .loading,
  .error {
    padding: 8px 16px;
    font-size: var(--size-14);
  }
`;
