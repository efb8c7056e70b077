export type DocumentLanguage = 'en' | 'zh'
export declare const LANGUAGES: readonly DocumentLanguage[]
export declare const READMES: Readonly<Record<DocumentLanguage, string>>
export declare function guidePages(language: DocumentLanguage): readonly string[]
export declare const DOCUMENTS: readonly string[]
