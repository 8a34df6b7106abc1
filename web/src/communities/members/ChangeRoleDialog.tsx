import { Button, FormItem, NativeSelect, Radio } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { roleHistory } from '#contract/communities/audit.ts'
import { home, type Member, members } from '#contract/communities/communities.ts'
import { changeRole } from '#contract/communities/member-roles.ts'
import { isStaffRole, ROLES_OF_TYPE, type Role } from '#contract/communities/types.ts'
import { listUnits } from '#contract/communities/units.ts'
import { fullName } from '#contract/identity/names.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { late } from '#web/kit/ui/late.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { compareUnits } from '../units/unit-order.ts'
import styles from './members.module.css'
import { t } from './members.texts.ts'

// With all words of the log, which the list of members needs not.
const RoleHistory = late(async () => (await import('../audit/RoleHistory.tsx')).RoleHistory)

/** Roles of a member that can be changed: an administrator is appointed, and a parent belongs to a child. */
export function changeable(member: Member): Member['roles'] {
  return member.roles.filter(({ role, unitId }) => role !== 'administrator' && role !== 'parent' && unitId !== null)
}

const keyOf = ({ role, unitId }: Member['roles'][number]) => `${role} ${unitId}`

/** Another role or another class for one that a member holds (STR-09). */
export function ChangeRoleDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { community } = useCommunity()
  const { communityId, type } = community
  const held = changeable(member)
  const [from, setFrom] = useState(held[0]!)
  const [to, setTo] = useState<{ role: Role; unitId: string }>({ role: from.role, unitId: from.unitId! })
  const units = useApi(listUnits, { communityId })
  const change = useCommand(changeRole, {
    refreshes: [members, listUnits, home, roleHistory],
    onSuccess: () => {
      showToast(t.changing.done(fullName(member)))
      onClose()
    },
  })
  const unitsFor = (role: Role) =>
    (units.data?.units ?? [])
      .map(({ unit }) => unit)
      .filter(({ system }) => !system || isStaffRole(role))
      .sort(compareUnits)
  const nameOf = (unitId: string | null) => units.data?.units.find(({ unit }) => unit.id === unitId)?.unit.name ?? ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ communityId, profileId: member.profileId, from, to })
  }
  const choose = (part: Partial<typeof to>) => {
    setTo({ ...to, ...part })
    change.reset()
  }
  const roles = ROLES_OF_TYPE[type].filter((role) => role !== 'administrator' && role !== 'parent')
  return (
    <Dialog
      title={t.changing.title}
      sub={fullName(member)}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.changing.cancel}
          </Button>
          <Button size="l" type="submit" form="change-role" loading={change.isPending}>
            {t.changing.submit}
          </Button>
        </>
      }
    >
      <form id="change-role" className={styles.changing} onSubmit={submit}>
        {held.length > 1 && (
          <FormItem noPadding top={t.changing.which} htmlFor="which-role">
            <NativeSelect
              id="which-role"
              value={keyOf(from)}
              onChange={({ target }) => {
                const next = held.find((each) => keyOf(each) === target.value)!
                setFrom(next)
                choose({ role: next.role, unitId: next.unitId! })
              }}
            >
              {held.map((each) => (
                <option key={keyOf(each)} value={keyOf(each)}>
                  {roleName(type, each.role)}, {nameOf(each.unitId)}
                </option>
              ))}
            </NativeSelect>
          </FormItem>
        )}
        <fieldset className={styles.newRole}>
          <legend>{t.changing.role}</legend>
          {roles.map((role) => (
            <Radio
              key={role}
              name="new-role"
              value={role}
              checked={to.role === role}
              onChange={() => {
                const fits = unitsFor(role).some(({ id }) => id === to.unitId)
                choose({ role, unitId: fits ? to.unitId : (unitsFor(role)[0]?.id ?? to.unitId) })
              }}
            >
              {roleName(type, role)}
            </Radio>
          ))}
        </fieldset>
        <FormItem noPadding top={t.changing.unit} htmlFor="new-unit">
          <NativeSelect id="new-unit" value={to.unitId} onChange={({ target }) => choose({ unitId: target.value })}>
            {unitsFor(to.role).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </FormItem>
        <p>{from.role === 'pupil' && to.role === 'pupil' ? t.changing.pupil : t.changing.text}</p>
      </form>
      <ErrorLine error={change.error ?? units.error} />
      <RoleHistory profileId={member.profileId} />
    </Dialog>
  )
}
