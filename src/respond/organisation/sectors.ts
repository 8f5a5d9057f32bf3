/**
 * Sectors that bring duties of their own when data leaks, beside those of everybody, and by which law among others. To
 * choose from; a sector may be any line.
 */
export const suggestedSectors = [
  { sector: 'banking', duties: 'DORA; NIS 2 Annex I; 12 CFR 53; APRA CPS 234' },
  { sector: 'financial-market-infrastructure', duties: 'DORA; NIS 2 Annex I' },
  { sector: 'investment-services', duties: 'DORA; Regulation S-P' },
  { sector: 'insurance', duties: 'DORA; 23 NYCRR 500; state laws after NAIC Model Law 668' },
  { sector: 'payments', duties: 'DORA; PCI DSS' },
  { sector: 'consumer-finance', duties: 'FTC Safeguards Rule; 23 NYCRR 500' },
  { sector: 'health', duties: 'NIS 2 Annex I; HIPAA' },
  { sector: 'health-records-outside-care', duties: 'FTC Health Breach Notification Rule' },
  { sector: 'electronic-communications', duties: 'Regulation (EU) 611/2013; NIS 2 Annex I; 47 CFR 64.2011' },
  { sector: 'trust-services', duties: 'eIDAS Art. 19; NIS 2 Annex I' },
  { sector: 'digital-infrastructure', duties: 'NIS 2 Annex I' },
  { sector: 'managed-ict-services', duties: 'NIS 2 Annex I' },
  { sector: 'digital-providers', duties: 'NIS 2 Annex II' },
  { sector: 'products-with-digital-elements', duties: 'Cyber Resilience Act Art. 14' },
  { sector: 'energy', duties: 'NIS 2 Annex I; NERC CIP-008' },
  { sector: 'transport', duties: 'NIS 2 Annex I; TSA security directives' },
  { sector: 'drinking-water', duties: 'NIS 2 Annex I' },
  { sector: 'waste-water', duties: 'NIS 2 Annex I' },
  { sector: 'space', duties: 'NIS 2 Annex I' },
  { sector: 'public-administration', duties: 'NIS 2 Annex I; Directive (EU) 2016/680' },
  { sector: 'eu-institution', duties: 'Regulation (EU) 2018/1725' },
  { sector: 'postal-and-courier', duties: 'NIS 2 Annex II' },
  { sector: 'waste-management', duties: 'NIS 2 Annex II' },
  { sector: 'chemicals', duties: 'NIS 2 Annex II' },
  { sector: 'food', duties: 'NIS 2 Annex II' },
  { sector: 'manufacturing', duties: 'NIS 2 Annex II' },
  { sector: 'research', duties: 'NIS 2 Annex II' },
  { sector: 'defence-contractor', duties: 'DFARS 252.204-7012' },
] as const;
