import type { Notice } from '@jawort/shared/consent/notice';

/** Prints a notice, and nothing of the page around it, from a window of its own. */
export function printNotice({ defaultView }: Document, notice: Notice): void {
  const opened = defaultView?.open('', '_blank');
  if (!opened) return;
  write(opened.document, notice);
  opened.print();
  opened.close();
}

function write(sheet: Document, { lang, question, full }: Notice): void {
  const title = sheet.createElement('h1');
  const text = sheet.createElement('p');
  sheet.documentElement.lang = lang;
  sheet.title = question;
  title.textContent = question;
  text.textContent = full;
  text.style.whiteSpace = 'pre-wrap';
  sheet.body.style.font = '12pt/1.5 system-ui, sans-serif';
  sheet.body.append(title, text);
}
