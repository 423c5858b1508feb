import { uploadFailure } from "../chat/upload_words.ts";
import type { FileNews } from "../models/chat_files.ts";
import { filesText as t } from "./files_text.ts";

/** What has happened to a file, for those who can't see its progress bar. */
export function newsWords(news: FileNews | null): string {
  switch (news?.kind) {
    case "uploading":
      return t("news_uploading", { count: news.count });
    case "uploaded":
      return t("news_uploaded", { name: news.name });
    case "failed":
      return t("news_failed", { name: news.name, why: uploadFailure(news.code) });
    default:
      return "";
  }
}
