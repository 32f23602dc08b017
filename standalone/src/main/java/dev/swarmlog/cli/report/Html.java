package dev.swarmlog.cli.report;

/** Mutable: a page as it grows. Texts are escaped, tags are not. */
final class Html {
    private final StringBuilder page = new StringBuilder();

    /** Markup, with every {@code %s} replaced by a text that is escaped. */
    Html add(String markup, Object... texts) {
        int from = 0;
        for (Object text : texts) {
            int hole = markup.indexOf("%s", from);
            page.append(markup, from, hole).append(escaped(String.valueOf(text)));
            from = hole + 2;
        }
        page.append(markup, from, markup.length());
        return this;
    }

    /** What is markup already. */
    Html raw(CharSequence markup) {
        page.append(markup);
        return this;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
