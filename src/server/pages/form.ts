import { html, type Html } from './html.ts';

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  /** Of the HTML standard: password managers and phones go by it. */
  readonly autocomplete: string;
  readonly hint?: string;
  readonly numeric?: true;
  readonly value?: string | undefined;
}

export interface FormInit {
  readonly to: string;
  readonly fields: readonly Field[];
  readonly button: string;
  /** Whether what was sent before was wrong: then the fields refer to what the page says of it. */
  readonly wrong: boolean;
}

/** A form whose first field has the focus. Passwords and codes are never written back into it. */
export function form({ to, fields, button, wrong }: FormInit): Html {
  return html`<form method="post" action="${to}">
${fields.map((field, at) => written(field, at === 0, wrong))}
<button>${button}</button>
</form>`;
}

function written(field: Field, isFirst: boolean, wrong: boolean): Html {
  const { name, label, type = 'text', autocomplete, hint, numeric, value } = field;
  const described = [wrong && 'wrong', hint !== undefined && `${name}-hint`].filter((one) => one !== false).join(' ');
  return html`<label for="${name}">${label}</label>
${hint !== undefined ? html`<p class="hint" id="${name}-hint">${hint}</p>` : undefined}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required${[
    numeric === true ? html` inputmode="numeric"` : undefined,
    type === 'text' ? html` autocapitalize="none" spellcheck="false"` : undefined,
    value !== undefined ? html` value="${value}"` : undefined,
    described !== '' ? html` aria-describedby="${described}"` : undefined,
    wrong ? html` aria-invalid="true"` : undefined,
    isFirst ? html` autofocus` : undefined,
  ]}>
`;
}
