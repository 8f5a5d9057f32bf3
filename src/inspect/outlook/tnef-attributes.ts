export const tnefSignature = 0x223e9f78;

/** Attributes that are read and written ([MS-OXTNEF] 2.1.3.1): what older programs wrote by numbers of their own. */
export const attribute = {
  from: 0x8000,
  subject: 0x8004,
  sent: 0x8005,
  messageId: 0x8009,
  body: 0x800c,
  attachmentData: 0x800f,
  attachmentTitle: 0x8010,
  attachmentBegin: 0x9002,
  properties: 0x9003,
  recipients: 0x9004,
  attachmentProperties: 0x9005,
  codePage: 0x9007,
} as const;
