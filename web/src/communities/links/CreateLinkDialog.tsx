import { Button, FormItem, Input, NativeSelect } from '@vkontakte/vkui'
import type { ReactNode } from 'react'
import { members } from '#contract/communities/communities.ts'
import type { InviteLink } from '#contract/communities/links.ts'
import type { Role } from '#contract/communities/types.ts'
import { listUnits } from '#contract/communities/units.ts'
import { fullName } from '#contract/identity/names.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { compareUnits } from '../units/unit-order.ts'
import { t } from './links.texts.ts'
import { LIVES, type Life, useLinkForm } from './useLinkForm.ts'

interface CreateLinkDialogProps {
  unitId: string
  onCreated: (link: InviteLink) => void
  onClose: () => void
}

/** A new link: into which unit, in which role, for how long, for how many (INV-01, INV-03). */
export function CreateLinkDialog({ unitId, onCreated, onClose }: CreateLinkDialogProps) {
  const { community } = useCommunity()
  const form = useLinkForm(unitId, (link) => {
    showToast(t.form.done)
    onCreated(link)
    onClose()
  })
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
          <Button size="l" type="submit" form="create-link" loading={form.sending}>
            {t.form.submit}
          </Button>
        </>
      }
    >
      <form id="create-link" onSubmit={form.submit} noValidate style={{ display: 'grid', gap: 16 }}>
        <UnitField
          value={form.unitId}
          onChange={form.setUnitId}
          error={form.wrong.unit ? t.form.unitMissing : undefined}
        />
        <Choice id="link-role" label={t.form.role} value={form.role} onChange={(value) => form.setRole(value as Role)}>
          {form.roles.map((key) => (
            <option key={key} value={key}>
              {roleName(community.type, key)}
            </option>
          ))}
        </Choice>
        {form.needsChild && form.unitId !== '' && (
          <ChildField
            unitId={form.unitId}
            value={form.childId}
            onChange={form.setChildId}
            error={form.wrong.child ? t.form.childMissing : undefined}
          />
        )}
        <Choice id="link-life" label={t.form.life} value={form.life} onChange={(value) => form.setLife(value as Life)}>
          {(Object.keys(LIVES) as Life[]).map((key) => (
            <option key={key} value={key}>
              {t.form.lives[key]}
            </option>
          ))}
        </Choice>
        <LimitField value={form.limit} onChange={form.setLimit} wrong={form.wrong.limit} />
      </form>
      <ErrorLine error={form.error} />
    </Dialog>
  )
}

function LimitField({ value, onChange, wrong }: { value: string; onChange: (value: string) => void; wrong: boolean }) {
  return (
    <FormItem
      noPadding
      top={t.form.limit}
      htmlFor="link-limit"
      status={wrong ? 'error' : 'default'}
      bottom={wrong ? t.form.limitWrong : t.form.limitHint}
      bottomId="link-limit-note"
    >
      <Input
        id="link-limit"
        inputMode="numeric"
        value={value}
        aria-invalid={wrong}
        aria-describedby="link-limit-note"
        onChange={({ target }) => onChange(target.value.replace(/\D/g, '').slice(0, 5))}
      />
    </FormItem>
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
