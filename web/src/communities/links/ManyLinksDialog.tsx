import { Button, Checkbox, FormItem, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { linkRoles } from '#contract/communities/communities.abilities.ts'
import { home } from '#contract/communities/communities.ts'
import { createLinks, type InviteLink, LINK_UNITS_MAX, listLinks } from '#contract/communities/links.ts'
import type { Role } from '#contract/communities/types.ts'
import { listUnits } from '#contract/communities/units.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { compareUnits } from '../units/unit-order.ts'
import styles from './links.module.css'
import { t } from './links.texts.ts'
import { LIVES, type Life } from './useLinkForm.ts'

const DAY_MS = 24 * 3_600_000

interface ManyLinksDialogProps {
  onPrint: (links: readonly InviteLink[]) => void
  onClose: () => void
}

/** Links of all classes and roles in one go, and their sheets for the printer (INV-03). */
export function ManyLinksDialog({ onPrint, onClose }: ManyLinksDialogProps) {
  const form = useManyLinks()
  const { done } = form
  if (done !== undefined) {
    return (
      <Dialog
        title={t.many.ready(done.links.length)}
        sub={t.many.made(done.made, done.links.length - done.made)}
        onClose={onClose}
        footer={
          <>
            <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
              {t.many.close}
            </Button>
            <Button size="l" onClick={() => onPrint(done.links)}>
              {t.many.print}
            </Button>
          </>
        }
      >
        <p>{t.many.printHint}</p>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t.many.title}
      sub={t.many.sub}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.form.cancel}
          </Button>
          <Button size="l" type="submit" form="many-links" loading={form.sending}>
            {t.many.submit}
          </Button>
        </>
      }
    >
      <form id="many-links" onSubmit={form.submit} noValidate style={{ display: 'grid', gap: 16 }}>
        <RolesField form={form} />
        <UnitsField form={form} />
        <FormItem noPadding top={t.form.life} htmlFor="many-life">
          <NativeSelect id="many-life" value={form.life} onChange={(event) => form.setLife(event.target.value as Life)}>
            {(Object.keys(LIVES) as Life[]).map((key) => (
              <option key={key} value={key}>
                {t.form.lives[key]}
              </option>
            ))}
          </NativeSelect>
        </FormItem>
      </form>
      <ErrorLine error={form.error} />
    </Dialog>
  )
}

type Form = ReturnType<typeof useManyLinks>

function useManyLinks() {
  const { community } = useCommunity()
  const query = useApi(listUnits, { communityId: community.communityId })
  const units = [...(query.data?.units ?? [])]
    .map(({ unit }) => unit)
    .filter(({ archived }) => !archived)
    .sort(compareUnits)
  // A parent of a school belongs to a child, and has a link that is made for it.
  const roles = linkRoles(community.type).filter((role) => role !== 'parent' || community.type === 'kindergarten')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [chosenRoles, setRoles] = useState<ReadonlySet<Role>>(new Set(roles))
  const [life, setLife] = useState<Life>('quarter')
  const [checked, setChecked] = useState(false)
  const create = useCommand(createLinks, { refreshes: [listLinks, home] })
  const chosen = units.filter(({ id }) => !left.has(id))
  const wrong = { units: chosen.length === 0 || chosen.length > LINK_UNITS_MAX, roles: chosenRoles.size === 0 }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (wrong.units || wrong.roles) return
    create.mutate({
      communityId: community.communityId,
      unitIds: chosen.map(({ id }) => id),
      roles: roles.filter((role) => chosenRoles.has(role)),
      expiresAt: new Date(Date.now() + LIVES[life] * DAY_MS).toISOString(),
    })
  }
  return {
    ...{ query, units, roles, left, setLeft, chosen, chosenRoles, setRoles, life, setLife, submit },
    wrong: { units: checked && wrong.units, roles: checked && wrong.roles },
    sending: create.isPending,
    error: create.error,
    done: create.data,
  }
}

/** The set with the value in it, or without it when it was there. */
function toggled<T>(values: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(values)
  if (!next.delete(value)) next.add(value)
  return next
}

function RolesField({ form }: { form: Form }) {
  const { community } = useCommunity()
  return (
    <fieldset className={styles.choices}>
      <legend>{t.many.roles}</legend>
      {form.roles.map((role) => (
        <Checkbox
          key={role}
          checked={form.chosenRoles.has(role)}
          onChange={() => form.setRoles(toggled(form.chosenRoles, role))}
        >
          {roleName(community.type, role)}
        </Checkbox>
      ))}
      {form.wrong.roles && <p role="alert">{t.many.rolesMissing}</p>}
    </fieldset>
  )
}

function UnitsField({ form }: { form: Form }) {
  const { query, units, left, setLeft, chosen } = form
  const all = chosen.length === units.length
  if (query.data === undefined) {
    if (query.error !== null) return <Failed error={query.error} onRetry={() => void query.refetch()} />
    return <RowsSkeleton rows={4} label={t.many.loading} />
  }
  return (
    <fieldset className={styles.choices}>
      <legend>{t.many.units(chosen.length, units.length)}</legend>
      <Checkbox
        checked={all}
        indeterminate={!all && chosen.length > 0}
        onChange={() => setLeft(all ? new Set(units.map(({ id }) => id)) : new Set())}
      >
        {t.many.all}
      </Checkbox>
      <div className={styles.columns}>
        {units.map(({ id, name }) => (
          <Checkbox key={id} checked={!left.has(id)} onChange={() => setLeft(toggled(left, id))}>
            {name}
          </Checkbox>
        ))}
      </div>
      {form.wrong.units && (
        <p role="alert">{chosen.length === 0 ? t.many.unitsMissing : t.many.unitsTooMany(LINK_UNITS_MAX)}</p>
      )}
    </fieldset>
  )
}
