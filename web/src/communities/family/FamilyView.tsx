import { Button, FormItem, NativeSelect } from '@vkontakte/vkui'
import { useState } from 'react'
import { FAMILY_ADULTS_LIMIT, FAMILY_ADULTS_MAX } from '#contract/communities/communities.limits.ts'
import {
  allowAdults,
  type Family,
  type FamilyAdult,
  getFamily,
  makeFamilyLink,
  ownFamilies,
} from '#contract/communities/families.ts'
import type { InviteLink } from '#contract/communities/links.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Person } from '#web/kit/ui/Person.tsx'
import { QrCode } from '#web/kit/ui/QrCode.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { RecordPart } from '../children/RecordPart.tsx'
import { linkAddress, shortAddress } from '../links/link-address.ts'
import styles from './family.module.css'
import { t } from './family.texts.ts'
import { TakeDialog } from './TakeDialog.tsx'

/** The adults of a pupil and the link that invites more of them (INV-11); parents see the adults only. */
export function FamilyView({ family, selfId, withLink }: { family: Family; selfId: string; withLink: boolean }) {
  return (
    <div className={styles.parts}>
      {withLink && <LinkPart family={family} />}
      <AdultsPart family={family} selfId={selfId} />
      {family.consent?.needed === true && <RecordPart family={family} state={family.consent} />}
      {family.canAllowMore && <AllowPart family={family} />}
    </div>
  )
}

function LinkPart({ family }: { family: Family }) {
  const { unitId, childProfileId, link, adultsCount, adultsMax } = family
  const make = useCommand(makeFamilyLink, {
    refreshes: [getFamily, ownFamilies],
    onSuccess: (_family, { renew }) => {
      if (renew) showToast(t.renewed)
    },
  })
  const send = (renew: boolean) => make.mutate({ id: newKey(), unitId, childProfileId, renew })
  const isFull = adultsCount >= adultsMax
  return (
    <section className={styles.part}>
      <h3>{t.link}</h3>
      <p>{isFull ? t.full(adultsMax) : link === null ? t.noLink : t.linkNote}</p>
      {link !== null && !isFull && <LinkSheet link={link} />}
      <div className={styles.buttons}>
        {link === null && !isFull && (
          <Button size="l" loading={make.isPending} onClick={() => send(false)}>
            {t.make}
          </Button>
        )}
        {link !== null && (
          <Button size="m" mode="outline" appearance="neutral" loading={make.isPending} onClick={() => send(true)}>
            {t.renew}
          </Button>
        )}
      </div>
      <ErrorLine error={make.error} />
    </section>
  )
}

function LinkSheet({ link }: { link: InviteLink }) {
  const copy = async () => {
    await navigator.clipboard.writeText(linkAddress(link))
    showToast(t.copied)
  }
  return (
    <div className={styles.sheet}>
      <QrCode text={linkAddress(link)} size={176} label={t.qr} />
      <div>
        <span className={styles.address}>{shortAddress(link)}</span>
        <p>
          {t.until} <When at={link.expiresAt} dayOnly />
        </p>
        <Button size="m" mode="secondary" onClick={() => void copy()}>
          {t.copy}
        </Button>
      </div>
    </div>
  )
}

function AdultsPart({ family, selfId }: { family: Family; selfId: string }) {
  const [accused, setAccused] = useState<FamilyAdult | null>(null)
  const verb = family.canAllowMore ? t.remove : family.canReport ? t.report : null
  const { adults, adultsCount, adultsMax } = family
  const elsewhere = Math.max(0, adultsCount - adults.length)
  return (
    <section className={styles.part}>
      <h3>
        {t.adults} <span className="num">{t.count(adultsCount, adultsMax)}</span>
      </h3>
      {adultsCount === 0 && <p>{t.nobody}</p>}
      {adults.length > 0 && (
        <ul className={styles.adults}>
          {adults.map((adult) => (
            <li key={adult.profileId}>
              <Person
                id={adult.profileId}
                person={adult}
                staff={adult.staff}
                size={40}
                note={
                  <>
                    {t.since} <When at={adult.since} dayOnly />
                  </>
                }
              />
              {verb !== null && adult.profileId !== selfId && (
                <Button
                  size="m"
                  mode="outline"
                  appearance={family.canAllowMore ? 'negative' : 'neutral'}
                  onClick={() => setAccused(adult)}
                >
                  {verb}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {accused !== null && <TakeDialog family={family} adult={accused} onClose={() => setAccused(null)} />}
      {elsewhere > 0 && <p>{t.elsewhere(elsewhere)}</p>}
    </section>
  )
}

const SIZES = Array.from(
  { length: FAMILY_ADULTS_LIMIT - FAMILY_ADULTS_MAX + 1 },
  (_, place) => FAMILY_ADULTS_MAX + place,
)

function AllowPart({ family }: { family: Family }) {
  const { unitId, childProfileId } = family
  const allow = useCommand(allowAdults, {
    refreshes: [getFamily],
    onSuccess: ({ adultsMax }) => showToast(t.allowed(adultsMax)),
  })
  const id = `allow-${childProfileId}`
  return (
    <section className={styles.part}>
      <FormItem noPadding top={t.allow} htmlFor={id} bottom={t.allowNote}>
        <NativeSelect
          id={id}
          value={String(family.adultsMax)}
          disabled={allow.isPending}
          onChange={(event) => allow.mutate({ unitId, childProfileId, adultsMax: Number(event.target.value) })}
        >
          {SIZES.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
      <ErrorLine error={allow.error} />
    </section>
  )
}
