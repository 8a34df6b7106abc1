import '#web/kit/theme/theme.ts'
import { createRoot } from 'react-dom/client'
import { isClassTablet } from '#web/kit/account/class-tablet.ts'
import { InteractionPage } from './InteractionPage.tsx'
import { asksForCard, interactionOf } from './next-path.ts'
import { SigninPage } from './SigninPage.tsx'
import { t } from './signin.texts.ts'

document.title = t.documentTitle
const interaction = interactionOf(location.pathname)
const root = createRoot(document.getElementById('root')!)
if (asksForCard(location, isClassTablet())) {
  // Few browsers are tablets of a class: the others do without this code.
  void import('./card/CardPage.tsx').then(({ CardPage }) => root.render(<CardPage />))
} else {
  root.render(interaction === null ? <SigninPage /> : <InteractionPage id={interaction} />)
}
