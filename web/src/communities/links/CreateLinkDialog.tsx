import { Button, FormItem, Input, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { linkRoles } from '#contract/communities/communities.abilities.ts'
import { home, members } from '#contract/communities/communities.ts'
import { createLink, type InviteLink, listLinks } from '#contract/communities/links.ts'
import type { Role } from '#contract/communities/types.ts'
import { listUnits } from '#contract/communities/units.ts'
import { fullName } from '#contract/identity/names.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { compareUnits } from '../units/unit-order.ts'
import { t } from './links.texts.ts'

const DAY_MS = 24 * 3_600_000
const LIVES = { week: 7, month: 30, quarter: 90 } as const
type Life = keyof typeof LIVES
const USES_MAX = 10_000

interface CreateLinkDialogProps {
  unitId: string
  onCreated: (link: InviteLink) => void
  onClose: () => void
}

/** A new link: into which unit, in which role, for how long, for how many (INV-01, INV-03). */
export function CreateLinkDialog({ unitId: asked, onCreated, onClose }: CreateLinkDialogProps) {
  const { community } = useCommunity()
  const units = useApi(listUnits, { communityId: community.communityId })
  const [unitId, setUnitId] = useState(asked)
  const [role, setRole] = useState<Role>('staff')
  const [childId, setChildId] = useState('')
  const [life, setLife] = useState<Life>('quarter')
  const [limit, setLimit] = useState('')
  const [checked, setChecked] = useState(false)
  const id = useRef(newKey())
  // «Коллектив» is for those who work here.
  const system = units.data?.units.some(({ unit }) => unit.id === unitId && unit.system) === true
  const roles = linkRoles(community.type).filter((key) => !system || key === 'staff' || key === 'lead')
  const needsChild = role === 'parent' && community.type !== 'kindergarten'
  const wrongLimit = limit !== '' && !(Number(limit) >= 1 && Number(limit) <= USES_MAX)
  const create = useCommand(createLink, {
    refreshes: [listLinks, home],
    onSuccess: (link) => {
      showToast(t.form.done)
      onCreated(link)
      onClose()
    },
  })
  useEffect(() => {
    if (system) setRole((before) => (before === 'lead' ? before : 'staff'))
  }, [system])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (unitId === '' || !roles.includes(role) || (needsChild && childId === '') || wrongLimit) return
    create.mutate({
      id: id.current,
      unitId,
      role,
      expiresAt: new Date(Date.now() + LIVES[life] * DAY_MS).toISOString(),
      ...(needsChild ? { childProfileId: childId } : {}),
      ...(limit === '' ? {} : { usesMax: Number(limit) }),
    })
  }
  return (
    <Dialog
      title={t.create}
      sub={t.note}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.form.cancel}
          </Button>
          <Button size="l" type="submit" form="create-link" loading={create.isPending}>
            {t.form.submit}
          </Button>
        </>
      }
    >
      <form id="create-link" onSubmit={submit} noValidate style={{ display: 'grid', gap: 16 }}>
        <UnitField
          value={unitId}
          onChange={setUnitId}
          error={checked && unitId === '' ? t.form.unitMissing : undefined}
        />
        <Choice
          id="link-role"
          label={t.form.role}
          value={roles.includes(role) ? role : roles[0]!}
          onChange={(value) => setRole(value as Role)}
        >
          {roles.map((key) => (
            <option key={key} value={key}>
              {roleName(community.type, key)}
            </option>
          ))}
        </Choice>
        {needsChild && unitId !== '' && (
          <ChildField
            unitId={unitId}
            value={childId}
            onChange={setChildId}
            error={checked && childId === '' ? t.form.childMissing : undefined}
          />
        )}
        <Choice id="link-life" label={t.form.life} value={life} onChange={(value) => setLife(value as Life)}>
          {(Object.keys(LIVES) as Life[]).map((key) => (
            <option key={key} value={key}>
              {t.form.lives[key]}
            </option>
          ))}
        </Choice>
        <FormItem
          noPadding
          top={t.form.limit}
          htmlFor="link-limit"
          status={checked && wrongLimit ? 'error' : 'default'}
          bottom={checked && wrongLimit ? t.form.limitWrong : t.form.limitHint}
        >
          <Input
            id="link-limit"
            inputMode="numeric"
            value={limit}
            onChange={({ target }) => setLimit(target.value.replace(/\D/g, '').slice(0, 5))}
          />
        </FormItem>
      </form>
      <ErrorLine error={create.error} />
    </Dialog>
  )
}

interface FieldProps {
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

function UnitField({ value, onChange, error }: FieldProps) {
  const { community } = useCommunity()
  const units = useApi(listUnits, { communityId: community.communityId })
  const usable = [...(units.data?.units ?? [])]
    .filter(({ unit }) => !unit.archived)
    .sort((left, right) => compareUnits(left.unit, right.unit))
  const none = units.data !== undefined && usable.length === 0
  return (
    <Choice
      id="link-unit"
      label={t.form.unit}
      value={value}
      onChange={onChange}
      error={error}
      hint={none ? t.form.noUnits : undefined}
    >
      <option value="">{t.form.choose}</option>
      {usable.map(({ unit }) => (
        <option key={unit.id} value={unit.id}>
          {unit.name}
        </option>
      ))}
    </Choice>
  )
}

function ChildField({ unitId, value, onChange, error }: FieldProps & { unitId: string }) {
  const { community } = useCommunity()
  const pupils = useApi(members, { communityId: community.communityId, unitId, role: 'pupil', limit: 200 })
  const none = pupils.data !== undefined && pupils.data.members.length === 0
  return (
    <Choice
      id="link-child"
      label={t.form.child}
      value={value}
      onChange={onChange}
      error={error}
      hint={none ? t.form.noPupils : t.form.childHint}
    >
      <option value="">{t.form.choose}</option>
      {pupils.data?.members.map((member) => (
        <option key={member.profileId} value={member.profileId}>
          {fullName(member)}
        </option>
      ))}
    </Choice>
  )
}

interface ChoiceProps {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  error?: string | undefined
  hint?: string | undefined
  children: ReactNode
}

function Choice({ id, label, value, onChange, error, hint, children }: ChoiceProps) {
  return (
    <FormItem
      noPadding
      top={label}
      htmlFor={id}
      status={error === undefined ? 'default' : 'error'}
      bottom={error ?? hint}
    >
      <NativeSelect
        id={id}
        value={value}
        aria-invalid={error !== undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        {children}
      </NativeSelect>
    </FormItem>
  )
}
