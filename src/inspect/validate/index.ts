import { paymentCard } from './payment-card.ts';
import { bankNumber } from './bank-number.ts';
import { bic } from './bic.ts';
import { crcToken, gitlabToken, pypiToken } from './checksum-token.ts';
import { base58Wallet, bech32Wallet, ethereumWallet, moneroWallet, solanaWallet } from './crypto-wallet.ts';
import { dateOfBirth } from './date-of-birth.ts';
import { idnr } from './de/idnr.ts';
import { rvnr } from './de/rvnr.ts';
import { email } from './email.ts';
import { base32Seed, base58Key, bech32Key } from './encoded-key.ts';
import { dni } from './es/dni.ts';
import { nie } from './es/nie.ts';
import { nir } from './fr/nir.ts';
import { spi } from './fr/spi.ts';
import { nhs } from './gb/nhs.ts';
import { nino } from './gb/nino.ts';
import { iban } from './iban.ts';
import { ipv4 } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { articleNumber } from './isbn.ts';
import { codiceFiscale } from './it/codice-fiscale.ts';
import { jwt } from './jwt.ts';
import { aspNetHash, ciscoType7, hexDigest, namedHash, schemeHash } from './password-hash.ts';
import { comboPassword, password, passwordInText } from './password.ts';
import { personName } from './person-name.ts';
import { phone, phoneGrouped, phoneNational } from './phone.ts';
import { postalAddress } from './postal-address.ts';
import { privateKey } from './private-key.ts';
import { recoveryPhrase } from './recovery-phrase.ts';
import { stated } from './stated.ts';
import { opaqueToken, token } from './token.ts';
import { machineReadable } from './travel/machine-readable.ts';
import { africa } from './regions/africa.ts';
import { americas } from './regions/americas.ts';
import { asia } from './regions/asia.ts';
import { europe } from './regions/europe.ts';
import { itin } from './us/itin.ts';
import { ssn } from './us/ssn.ts';
import type { Validator } from './validator.ts';

export type { Validation, Validator } from './validator.ts';

const validators: Readonly<Record<string, Validator>> = {
  ...africa,
  ...americas,
  ...asia,
  ...europe,
  'article-number': articleNumber,
  'asp-net-hash': aspNetHash,
  'bank-number': bankNumber,
  'base32-seed': base32Seed,
  'base58-key': base58Key,
  'base58-wallet': base58Wallet,
  'bech32-key': bech32Key,
  'recovery-phrase': recoveryPhrase,
  'bech32-wallet': bech32Wallet,
  bic,
  'cisco-type-7': ciscoType7,
  'combo-password': comboPassword,
  'crc-token': crcToken,
  'date-of-birth': dateOfBirth,
  'de-idnr': idnr,
  'de-rvnr': rvnr,
  email,
  'es-dni': dni,
  'es-nie': nie,
  'ethereum-wallet': ethereumWallet,
  'fr-nir': nir,
  'fr-spi': spi,
  'gb-nhs': nhs,
  'gb-nino': nino,
  'gitlab-token': gitlabToken,
  'hex-digest': hexDigest,
  iban,
  ipv4,
  ipv6,
  'it-codice-fiscale': codiceFiscale,
  jwt,
  'machine-readable': machineReadable,
  'monero-wallet': moneroWallet,
  'opaque-token': opaqueToken,
  'named-hash': namedHash,
  password,
  'password-in-text': passwordInText,
  'payment-card': paymentCard,
  'person-name': personName,
  phone,
  'phone-grouped': phoneGrouped,
  'phone-national': phoneNational,
  'postal-address': postalAddress,
  'private-key': privateKey,
  'pypi-token': pypiToken,
  'scheme-hash': schemeHash,
  'solana-wallet': solanaWallet,
  stated,
  token,
  'us-itin': itin,
  'us-ssn': ssn,
};

export const validatorNames: readonly string[] = Object.keys(validators);

/** The validator that rules call by this name. */
export function validatorNamed(name: string): Validator | undefined {
  return Object.hasOwn(validators, name) ? validators[name] : undefined;
}
