import type { Format, Head, InspectEvent, InspectOptions, Inspector, InspectorInit, Input } from './contract.ts';
import { createEncoder } from './persons/encode.ts';
import { Budget } from './reading/budget.ts';
import { detectFormat, describeHead } from './reading/detect.ts';
import { type Run, readFile } from './reading/file.ts';
import { FileInput } from './reading/input.ts';
import { createRecogniser } from './recognise/recogniser.ts';

/**
 * Builds the inspector: rules and labels are compiled once, inputs are then inspected one after the other or side by
 * side. Fails with `rule-invalid` when a rule or label file is not valid.
 */
export function createInspector(init: InspectorInit): Inspector {
  const recogniser = createRecogniser(init.rules, init.labels, createEncoder(init.key, init), init);
  const formats: readonly Format[] = init.formats;
  return {
    detect: (head: Head) => detectFormat(formats, head),
    async inspect(input: Input, options: InspectOptions, emit: (event: InspectEvent) => Promise<void>) {
      const source = new FileInput(input);
      const budget = new Budget(options.limits, input.size ?? 0);
      const ended = new Map(options.resume?.ended.map(({ file, next }) => [file, next]));
      const failed = new Map(options.resume?.failed.map(({ file, reason }) => [file, reason]));
      const run: Run = { formats, recogniser, options, budget, files: 0, ended, failed, emit: (event) => pass(event) };
      const pass = async (event: InspectEvent) => {
        try {
          await emit(event);
        } catch (error) {
          run.broken = error;
          throw error;
        }
      };
      await readFile(run, source, await describeHead(source, options.name), '', 0);
    },
  };
}
