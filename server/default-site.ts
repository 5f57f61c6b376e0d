import type { SiteId } from '@jawort/shared/domain/ids';
import type { Site } from './conversation/site.ts';

/** The site of the example company, for a first run without any settings. */
export function defaultSite(origins: readonly string[]): Site {
  return {
    id: 'demo' as SiteId,
    name: 'Muster GmbH',
    origins: [...origins],
    accent: null,
    topics: [
      { id: 'support', label: { de: 'Hilfe zu einem Produkt', en: 'Help with a product' } },
      { id: 'hr', label: { de: 'Bewerbung und Personal', en: 'Jobs and HR' } },
    ],
    controller: {
      name: 'Muster GmbH',
      address: 'Musterstraße 1, 10115 Berlin',
      contact: 'info@muster.example',
      dpo: 'datenschutz@muster.example',
    },
    recipients: { de: ['Personalabteilung der Muster GmbH'], en: ['HR department of Muster GmbH'] },
    storage: { de: ['Eigene Server in Deutschland'], en: ['Own servers in Germany'] },
    retention: 'P6M',
    authority: {
      de: 'Berliner Beauftragte für Datenschutz und Informationsfreiheit',
      en: 'Berlin Commissioner for Data Protection and Freedom of Information',
    },
    jurisdiction: 'DE',
  };
}
