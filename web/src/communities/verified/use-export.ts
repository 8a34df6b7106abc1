import { useMutation } from '@tanstack/react-query'
import { PAGE_SIZE_MAX } from '#contract/communities/communities.limits.ts'
import type { Membership } from '#contract/communities/communities.ts'
import { type VerifiedProfile, verified } from '#contract/communities/verification.ts'
import { fullName } from '#contract/identity/names.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import { api } from '#web/kit/api/api.ts'
import { saveText, toCsv } from '#web/kit/csv/csv.ts'
import { dayKey, plainDay } from '#web/kit/i18n/dates.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { roleName } from '../terms/terms.ts'
import { t } from './verified.texts.ts'

/** Saves everybody who matches the filters as a file, a row for each role. */
export function useExport(community: Membership, asked: InputOf<typeof verified>) {
  return useMutation({
    mutationFn: async () => {
      const people: VerifiedProfile[] = []
      let cursor: string | null = null
      do {
        const input: InputOf<typeof verified> = {
          ...asked,
          limit: PAGE_SIZE_MAX,
          ...(cursor === null ? {} : { cursor }),
        }
        const page: { profiles: VerifiedProfile[]; next: string | null } = await api.call(verified, input)
        people.push(...page.profiles)
        cursor = page.next
      } while (cursor !== null)
      const day = dayKey(Date.now(), { timeZone: community.timeZone })
      saveText(`${t.file} ${day}.csv`, toCsv([t.heads, ...people.flatMap((person) => rowsOf(person, community))]))
    },
    onSuccess: () => showToast(t.saved),
  })
}

function rowsOf(person: VerifiedProfile, { type, timeZone }: Membership): string[][] {
  return person.grounds.map(({ role, unitName, since, approver, basis }) => [
    fullName(person),
    person.position,
    roleName(type, role),
    unitName ?? '',
    plainDay(dayKey(since, { timeZone })),
    approver ?? t.operator,
    t.bases[basis],
  ])
}
