import { Checkbox } from '@vkontakte/vkui'
import { useDeferredValue, useState } from 'react'
import { TICKET_SEARCH_MIN } from '#contract/communities/tickets.limits.ts'
import { ticketOrganisations } from '#contract/communities/tickets.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { OrganisationChoice } from '../organisations/OrganisationChoice.tsx'
import { t } from './tickets.texts.ts'
import type { TicketFormState } from './useTicketForm.ts'

/** The organisation by its public name, or that it is not in the list. */
export function OrganisationField({ secret, form }: { secret: string; form: TicketFormState }) {
  const { values, set, errors } = form
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const isLong = search.length >= TICKET_SEARCH_MIN
  const found = useApi(ticketOrganisations, { secret, search }, { enabled: isLong, keep: true })
  return (
    <>
      {!values.nowhere && (
        <OrganisationChoice
          words={{ ...t.form, hint: t.form.organisationHint }}
          error={errors.organisation}
          search={text}
          onSearch={setText}
          found={isLong ? found.data?.organisations : undefined}
          chosen={values.organisation}
          onChoose={(organisation) => set('organisation', organisation)}
        />
      )}
      {values.organisation === null && (
        <>
          <ErrorLine error={found.error} />
          <Checkbox noPadding checked={values.nowhere} onChange={({ target }) => set('nowhere', target.checked)}>
            {t.form.noOrganisation}
          </Checkbox>
        </>
      )}
    </>
  )
}
