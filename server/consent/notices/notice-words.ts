import type { Notice } from '@jawort/shared/consent/notice';

/** What of a notice is written in a language. */
export type NoticeWords = Pick<
  Notice,
  | 'question'
  | 'facts'
  | 'freedom'
  | 'modalities'
  | 'all'
  | 'yes'
  | 'no'
  | 'withdraw'
  | 'rights'
  | 'full'
  | 'plain'
>;
