import { Button, Checkbox, FormItem, Input } from '@vkontakte/vkui'
import { useDeferredValue, useState } from 'react'
import { TICKET_SEARCH_MIN } from '#contract/communities/tickets.limits.ts'
import { ticketOrganisations } from '#contract/communities/tickets.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'
import type { TicketFormState } from './useTicketForm.ts'

/** The organisation by its public name, or that it is not in the list. */
export function OrganisationField({ secret, form }: { secret: string; form: TicketFormState }) {
  const { values, set, errors } = form
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const isLong = search.length >= TICKET_SEARCH_MIN
  const found = useApi(ticketOrganisations, { secret, search }, { enabled: isLong, keep: true })
  const organisations = isLong ? (found.data?.organisations ?? []) : []
  if (values.organisation !== null) {
    return (
      <div className={styles.chosen}>
        <div>
          <small>{t.form.chosen}</small>
          <p>{values.organisation.name}</p>
        </div>
        <Button size="m" mode="outline" appearance="neutral" onClick={() => set('organisation', null)}>
          {t.form.change}
        </Button>
      </div>
    )
  }
  return (
    <>
      {!values.nowhere && (
        <FormItem
          noPadding
          required
          top={t.form.organisation}
          htmlFor="organisation"
          status={errors.organisation === undefined ? 'default' : 'error'}
          bottom={
            errors.organisation ??
            (isLong && found.data?.organisations.length === 0 ? t.form.nothing : t.form.organisationHint)
          }
          bottomId="organisation-note"
        >
          <Input
            id="organisation"
            value={text}
            autoComplete="off"
            aria-invalid={errors.organisation !== undefined}
            aria-describedby="organisation-note"
            onChange={({ target }) => setText(target.value)}
          />
        </FormItem>
      )}
      {!values.nowhere && organisations.length > 0 && (
        <ul className={styles.found}>
          {organisations.map((organisation) => (
            <li key={organisation.id}>
              <button type="button" onClick={() => set('organisation', organisation)}>
                {organisation.name}
              </button>
            </li>
          ))}
        </ul>
      )}
      <ErrorLine error={found.error} />
      <Checkbox noPadding checked={values.nowhere} onChange={({ target }) => set('nowhere', target.checked)}>
        {t.form.noOrganisation}
      </Checkbox>
    </>
  )
}
