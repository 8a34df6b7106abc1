import { Button } from '@vkontakte/vkui'
import { useRef, useState } from 'react'
import { chooseLocale } from '#web/kit/i18n/choose-locale.ts'
import { type Locale, locale } from '#web/kit/i18n/locale.ts'
import { chooseTextSize, chooseTheme } from '#web/kit/theme/choose-look.ts'
import { TEXT_MAX, TEXT_MIN } from '#web/kit/theme/text-size.ts'
import { textSize, themeChoice } from '#web/kit/theme/theme.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import styles from './settings.module.css'
import { t } from './settings.texts.ts'

const TEXT_STEP = 10

/** «Внешний вид»: theme, language and size of text of this device (ACC-06). */
export function AppearanceCard() {
  const [theme, setTheme] = useState(themeChoice)
  return (
    <Card title={t.appearance}>
      <div className={styles.choices}>
        <Choice
          label={t.theme}
          value={theme}
          names={t.themes}
          onChange={(value) => {
            chooseTheme(value)
            setTheme(value)
          }}
        />
        <Choice<Locale> label={t.language} value={locale} names={t.languages} onChange={chooseLocale} />
        <TextSize />
      </div>
    </Card>
  )
}

function TextSize() {
  const [size, setSize] = useState(textSize)
  const slider = useRef<HTMLInputElement>(null)
  const change = (percent: number) => {
    chooseTextSize(percent)
    setSize(percent)
  }
  const reset = () => {
    change(100)
    // The button goes with its reason, and the focus stays here.
    slider.current?.focus()
  }
  return (
    <div className={styles.size}>
      <label htmlFor="text-size">{t.textSize}</label>
      <div>
        <input
          ref={slider}
          id="text-size"
          type="range"
          min={TEXT_MIN}
          max={TEXT_MAX}
          step={TEXT_STEP}
          value={size}
          aria-valuetext={t.percent(size)}
          onChange={({ target }) => change(Number(target.value))}
        />
        <output htmlFor="text-size" className="num">
          {t.percent(size)}
        </output>
        {size !== 100 && (
          <Button size="m" mode="outline" appearance="neutral" onClick={reset}>
            {t.usualSize}
          </Button>
        )}
      </div>
    </div>
  )
}

interface ChoiceProps<V extends string> {
  label: string
  value: V
  names: Readonly<Record<V, string>>
  onChange: (value: V) => void
}

function Choice<V extends string>({ label, value, names, onChange }: ChoiceProps<V>) {
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      <div className={styles.segments}>
        {(Object.keys(names) as V[]).map((key) => (
          <label key={key}>
            <input type="radio" name={label} checked={key === value} onChange={() => onChange(key)} />
            <span>{names[key]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
