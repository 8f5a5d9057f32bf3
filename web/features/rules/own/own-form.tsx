import { Button, Checkbox, Group, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { elementLabels } from '../../../ui/elements.ts';
import { bodyOf, fieldOf, fieldsOf, nothing, type OwnFields, type OwnRule, type Trial } from './fields.ts';
import { TrialResult } from './trial-result.tsx';

interface OwnFormProps {
  /** Undefined for a new one. */
  readonly rule: OwnRule | undefined;
  /** Whether whoever writes it may put it to use. */
  readonly decides: boolean;
  readonly onDone: () => void;
}

interface Tried {
  readonly fields: OwnFields;
  readonly trial: Trial;
}

const elements = Object.entries(elementLabels)
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label));

/** Writes a rule, tries it on a sample, and puts it to use as it was tried. */
export function OwnForm({ rule, decides, onDone }: OwnFormProps) {
  const form = useForm<OwnFields>({
    initialValues: rule === undefined ? nothing : fieldsOf(rule),
    validate: { element: (element) => (element === '' ? 'Choose what it finds' : null) },
  });
  // What was tried; what stands in the form may be another by now.
  const [tried, setTried] = useState<Tried>();
  const own = rule && { rule: rule.rule };
  const attempt = useAct('own-rules.try');
  const use = useAct('own-rules.use', { changes: ['own-rules.list', 'rules.list', 'rules.show'], done: onDone });
  const fields = form.values;
  const tryIt = async (typed: OwnFields): Promise<void> => {
    const trial = await attempt.mutateAsync({ body: { ...own, ...bodyOf(typed) } });
    setTried({ fields: typed, trial });
    form.setErrors(
      Object.fromEntries(trial.problems.map(({ field, what }) => [fieldOf(field, typed.by), sayProblem(field, what)])),
    );
  };
  const isAsTried = tried !== undefined && JSON.stringify(tried.fields) === JSON.stringify(fields);
  const isFound = isAsTried && tried.trial.found.length > 0;
  return (
    <form onSubmit={form.onSubmit((typed) => void tryIt(typed).catch(() => undefined))}>
      <Stack gap="md">
        <TextInput
          label="Title"
          required
          minLength={3}
          maxLength={80}
          placeholder="Badge of the plant"
          {...form.getInputProps('title')}
        />
        <Select
          label="What it finds"
          required
          searchable
          data={elements}
          {...form.getInputProps('element')}
          value={fields.element === '' ? null : fields.element}
          onChange={(value) => form.setFieldValue('element', value ?? '')}
        />
        <SegmentedControl
          aria-label="How it is known"
          data={[
            { value: 'pattern', label: 'By its form' },
            { value: 'terms', label: 'By a list of words' },
          ]}
          value={fields.by}
          onChange={(by) => form.setFieldValue('by', by as OwnFields['by'])}
        />
        {fields.by === 'pattern' ? <Form form={form} /> : <Terms form={form} />}
        <Textarea
          label="Words near by"
          description="One on each line. Beside one of them it counts more."
          placeholder={'badge\nAusweis'}
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps('words')}
        />
        <Checkbox
          label="Only beside one of these words, or under a label that says what it is"
          {...form.getInputProps('needsWords', { type: 'checkbox' })}
        />
        <Textarea
          label="It finds something in"
          description={
            fields.by === 'pattern' ? 'Two examples or more, one on each line. Invent them.' : 'Examples, if you like.'
          }
          placeholder={'badge PL-12345\nPL-00001 was lost'}
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps('examples')}
        />
        <Textarea
          label="It finds nothing in"
          description={
            fields.by === 'pattern' ? 'What looks alike and is something else; two or more.' : 'Examples, if you like.'
          }
          placeholder={'PL-123\nAB-12345'}
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps('negativeExamples')}
        />
        <Textarea
          label="Sample to try it on"
          description="A part of a real file, with what it should find and what it should not. It is stored nowhere."
          required
          autosize
          minRows={4}
          maxRows={14}
          maxLength={100_000}
          {...form.getInputProps('sample')}
        />
        <ProblemNote error={attempt.error} />
        <div role="status">
          {isAsTried && <TrialResult trial={tried.trial} sample={tried.fields.sample} />}
          {tried !== undefined && !isAsTried && (
            <Text size="sm" c="dimmed">
              Something was changed since it was tried.
            </Text>
          )}
        </div>
        <ProblemNote error={use.error} />
        {!decides && isFound && (
          <Text size="sm">An admin puts a rule to use: ask one, and give the fields as they stand here.</Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" variant={isFound && decides ? 'default' : 'filled'} loading={attempt.isPending}>
            Try it
          </Button>
          {decides && (
            <Button
              disabled={!isFound}
              loading={use.isPending}
              onClick={() =>
                use.mutate({ body: { ...own, ...(rule && { version: rule.version }), ...bodyOf(fields) } })
              }
            >
              {rule === undefined || rule.endedAt !== null ? 'Put it to use' : 'Put the change to use'}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          What is inspected from then on is inspected by it. Evidence that was inspected before is offered on the impact
          page of its incident, to be inspected again.
        </Text>
      </Stack>
    </form>
  );
}

type OwnFormState = Pick<UseFormReturnType<OwnFields>, 'getInputProps'>;

function Form({ form }: { readonly form: OwnFormState }) {
  return (
    <>
      <TextInput
        label="Regular expression"
        description="As in JavaScript. Repetitions have an end: \d{5}, and not \d+."
        required
        maxLength={2000}
        placeholder="PL-\d{5}"
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        spellCheck={false}
        {...form.getInputProps('pattern')}
      />
      <Checkbox
        label="Capitals and small letters are the same"
        {...form.getInputProps('ignoreCase', { type: 'checkbox' })}
      />
    </>
  );
}

function Terms({ form }: { readonly form: OwnFormState }) {
  return (
    <Textarea
      label="Words or names"
      description="One on each line, of three characters or more. They are found as whole words, whatever their case."
      required
      placeholder={'Project Falcon\nKestrel'}
      autosize
      minRows={4}
      maxRows={14}
      {...form.getInputProps('terms')}
    />
  );
}

const subjects: Readonly<Record<string, string>> = {
  sought: 'It',
  examples: 'Example',
  negativeExamples: 'Example',
};

/** `examples`, `number 2 is not found by the rule`: Example number 2 is not found by the rule. */
const sayProblem = (field: string, what: string): string =>
  what.startsWith('needs') ? `Give ${what.slice('needs '.length)}` : `${subjects[field] ?? 'It'} ${what}`;
