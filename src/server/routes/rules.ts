import { fail } from '#platform/errors';
import { type Desk, endOwnRule, listOwnRules, ownRules, useOwnRule } from '#respond';
import { handle, type Route } from '../api/index.ts';
import { listRules, type RuleBook, showRule, tryOwnRule, tryRules } from '../inspection/index.ts';
import { inUse } from './own-in-use.ts';

/** The name under which a new rule is tried, before it has one. */
const unnamed = 'own-new';

/** The rules of recognition: to be looked at and tried; and those of the organisation, to be written, used and ended. */
export function ruleRoutes(desk: Desk, book: RuleBook): readonly Route[] {
  return [
    handle(listRules, async ({ asker }) => ({ rules: await book.list(await inUse(desk, asker)) })),
    handle(showRule, async ({ asker, params }) => book.show(params.rule, await inUse(desk, asker))),
    handle(tryRules, async ({ asker, body }) => ({ found: await book.try(body.text, await inUse(desk, asker)) })),
    handle(listOwnRules, async ({ asker }) => ({ rules: await ownRules.list(desk, asker) })),
    handle(tryOwnRule, async ({ asker, body: { rule = unnamed, sample, ...body } }) =>
      book.tryOwn({ rule, body, sample }, await inUse(desk, asker)),
    ),
    handle(useOwnRule, async ({ asker, body: { rule, version, sample, ...body } }) => {
      const tried = await book.tryOwn({ rule: rule ?? unnamed, body, sample }, await inUse(desk, asker));
      const [problem] = tried.problems;
      if (problem !== undefined) fail('own-rule-invalid', `${problem.field} ${problem.what}`);
      return ownRules.use(desk, asker, {
        rule,
        version,
        body,
        sample: { characters: sample.length, found: tried.found.length },
      });
    }),
    handle(endOwnRule, ({ asker, params }) => ownRules.end(desk, asker, params.own)),
  ];
}
