import type { Notice } from '@jawort/shared/consent/notice';

/** Prints a notice, and nothing of the page around it, from a window of its own. */
export function printNotice(page: Document, notice: Notice): void {
  const sheet = page.defaultView?.open('', '_blank');
  if (!sheet) return;
  const { document } = sheet;
  document.documentElement.lang = notice.lang;
  document.title = notice.question;
  const title = document.createElement('h1');
  const text = document.createElement('p');
  title.textContent = notice.question;
  text.textContent = notice.full;
  text.style.whiteSpace = 'pre-wrap';
  document.body.style.font = '12pt/1.5 system-ui, sans-serif';
  document.body.append(title, text);
  sheet.print();
  sheet.close();
}
