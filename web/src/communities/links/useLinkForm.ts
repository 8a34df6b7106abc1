import { type FormEvent, useRef, useState } from 'react'
import { linkRoles } from '#contract/communities/communities.abilities.ts'
import { home } from '#contract/communities/communities.ts'
import { createLink, type InviteLink, listLinks } from '#contract/communities/links.ts'
import type { Role } from '#contract/communities/types.ts'
import { listUnits } from '#contract/communities/units.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { useCommunity } from '../layout/community-context.ts'

const DAY_MS = 24 * 3_600_000
const USES_MAX = 10_000

/** For how many days a link may live. */
export const LIVES = { week: 7, month: 30, quarter: 90 } as const
export type Life = keyof typeof LIVES

/** What is chosen for a new link, what of it is wrong once it was sent, and the sending. */
export function useLinkForm(asked: string, onCreated: (link: InviteLink) => void) {
  const { community } = useCommunity()
  const units = useApi(listUnits, { communityId: community.communityId })
  const [unitId, setUnitId] = useState(asked)
  const [wanted, setRole] = useState<Role>('staff')
  const [childId, setChildId] = useState('')
  const [life, setLife] = useState<Life>('quarter')
  const [limit, setLimit] = useState('')
  const [checked, setChecked] = useState(false)
  const id = useRef(newKey())
  // «Коллектив» is for those who work here.
  const system = units.data?.units.some(({ unit }) => unit.id === unitId && unit.system) === true
  const roles = linkRoles(community.type).filter((key) => !system || key === 'staff' || key === 'lead')
  const role = roles.includes(wanted) ? wanted : system ? 'staff' : roles[0]!
  const needsChild = role === 'parent' && community.type !== 'kindergarten'
  const wrong = {
    unit: unitId === '',
    child: needsChild && childId === '',
    limit: limit !== '' && !(Number(limit) >= 1 && Number(limit) <= USES_MAX),
  }
  const create = useCommand(createLink, { refreshes: [listLinks, home], onSuccess: onCreated })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (wrong.unit || wrong.child || wrong.limit) return
    create.mutate({
      id: id.current,
      unitId,
      role,
      expiresAt: new Date(Date.now() + LIVES[life] * DAY_MS).toISOString(),
      ...(needsChild ? { childProfileId: childId } : {}),
      ...(limit === '' ? {} : { usesMax: Number(limit) }),
    })
  }
  return {
    ...{ unitId, setUnitId, role, roles, setRole, childId, setChildId, life, setLife, limit, setLimit, needsChild },
    wrong: {
      unit: checked && wrong.unit,
      child: checked && wrong.child,
      limit: checked && wrong.limit,
    },
    submit,
    sending: create.isPending,
    error: create.error,
  }
}
