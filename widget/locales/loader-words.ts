/** What the launcher says before there is a widget. */
export const loaderWords = {
  de: {
    open: 'Chat öffnen',
    failed: 'Der Chat konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und klicken Sie noch einmal.',
  },
  en: {
    open: 'Open chat',
    failed: 'The chat could not be loaded. Check your connection and click once more.',
  },
} as const;
