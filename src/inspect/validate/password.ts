import type { Validation } from './validator.ts';

/** Written where a password is not: empty marks, masks, templates, words of forms and of programs. */
const absent =
  /^(?:null|nil|none|undefined|nan|n\/?a|tbd|empty|true|false|yes|no|string|varchar|text|required|optional|password|passwort|passwd|kennwort|contrase[nñ]a|mot de passe|hidden|redacted|masked|removed|encrypted|hashed|unset|prompt|input|type|name|value|field|forgotten|expired|reset|invalid|incorrect|wrong|must|should|is|was|for|and|or|the|your|my|here|self|this)$/i;
/** Words with which a sentence goes on after `password:`. */
const goesOn =
  /^(?:click|please|enter|choose|select|see|contact|use|must|minimum|at|it|to|you|if|we|this|new|old|both|only|same|never|bitte|klicken|geben|siehe|wählen|neues|veuillez|cliquez|saisissez|voir|haga|introduzca|elija|vea|clicca|inserire|scegliere|vedi)$/i;
const masked = /^([*•·.xX_#?-])\1{2,}$/;
const template =
  /^(?:\$\{[^}]*\}?|\$\([^)]*\)?|\{\{.*|<[^>]*>?|%[A-Za-z_]+%|\$[A-Za-z_][A-Za-z0-9_]*|\[[A-Z _-]+\]?|@[A-Za-z_]+@|#\{.*)$/;
/** Calls and members of programs: `getpass()`, `process.env.PW`, `os.environ["PW"]`, `self.password`. */
const program = /^(?:[A-Za-z_$][\w$]*(?:\.|->|::))+[A-Za-z_$][\w$]*[([]?|^[A-Za-z_$][\w$.]*\(/;

/** A file that holds the password: `/run/secrets/db`, `C:\\keys\\db.txt`. */
const path = /^(?:~|\.{1,2}|[A-Z]:)?[/\\][\w.-]{1,64}[/\\][\w./\\-]*$/i;

function plausible(text: string): boolean {
  if (text.length < 4 || text.length > 128) return false;
  // Three words and more are a sentence (or a passphrase, rarely): two spaces at most are let through.
  if ((text.match(/\s/g)?.length ?? 0) > 2) return false;
  return !absent.test(text) && !masked.test(text) && !template.test(text) && !path.test(text);
}

/** The value of a field labelled as password. Weak ones (`changeme`, `123456`) are passwords too. */
export function password(match: string): Validation | undefined {
  if (match.trim() !== match || !plausible(match)) return undefined;
  return { normal: match, checked: false, detail: 'not a mask, template or sentence' };
}

/** The next label of a list of labels: `Login-Passwort: Datensatz-GUID: IP-Adresse:`. */
const label = /^[\p{L}\p{N}_.-]+:$/u;

/** A password in configuration or prose, where programs and prose about passwords look alike. */
export function passwordInText(match: string): Validation | undefined {
  if (/\s/.test(match) || !plausible(match) || program.test(match) || goesOn.test(match) || label.test(match))
    return undefined;
  // A word of small letters, alone, is more often the next word of a sentence.
  if (/^\p{L}\p{Ll}*$/u.test(match) && match.length < 8) {
    return { normal: match, checked: false, detail: 'a single word', by: -0.2 };
  }
  return { normal: match, checked: false, detail: 'not a mask, template or call' };
}

/** The password of a line `mail:password` of a combination list. */
export function comboPassword(match: string): Validation | undefined {
  if (/\s/.test(match) || !plausible(match) || /^\d{1,5}(?:\/|$)|^\/\//.test(match)) return undefined;
  return { normal: match, checked: false, detail: 'follows an address' };
}
