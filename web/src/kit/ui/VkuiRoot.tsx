import '@vkontakte/vkui/dist/vkui.css'
import '../theme/vkui-tokens.css'
import { AdaptivityProvider, AppRoot, ConfigProvider } from '@vkontakte/vkui'
import type { ReactNode } from 'react'
import { locale } from '../i18n/locale.ts'
import { useTheme } from '../theme/useTheme.ts'
import './vkui-fixes.css'

/** What VKUI's parts need around them: our look, our language, one platform everywhere. */
export function VkuiRoot({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider colorScheme={useTheme()} platform="vkcom" locale={locale}>
      <AdaptivityProvider>
        <AppRoot mode="full">{children}</AppRoot>
      </AdaptivityProvider>
    </ConfigProvider>
  )
}
