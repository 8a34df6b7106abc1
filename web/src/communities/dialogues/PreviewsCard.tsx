import { FormItem, NativeSelect } from '@vkontakte/vkui'
import { PREVIEW_PLACES, type PreviewPlaces } from '#contract/communities/dialogue-rules.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import styles from './dialogues.module.css'
import { t } from './dialogues.texts.ts'

interface PreviewsCardProps {
  places: PreviewPlaces
  onChange: (places: PreviewPlaces) => void
}

/** Where links in messages have cards. */
export function PreviewsCard({ places, onChange }: PreviewsCardProps) {
  return (
    <Card title={t.previews.title} sub={t.previews.sub}>
      <div className={styles.fields}>
        <FormItem
          noPadding
          top={t.previews.label}
          htmlFor="link-previews"
          bottom={t.previews.explain[places]}
          bottomId="link-previews-note"
        >
          <NativeSelect
            id="link-previews"
            value={places}
            aria-describedby="link-previews-note"
            onChange={({ target }) => onChange(target.value as PreviewPlaces)}
          >
            {PREVIEW_PLACES.map((place) => (
              <option key={place} value={place}>
                {t.previews.places[place]}
              </option>
            ))}
          </NativeSelect>
        </FormItem>
      </div>
    </Card>
  )
}
