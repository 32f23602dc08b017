package dev.swarmlog.document;

/**
 * What is wrong with a document.
 *
 * @param section of the document, as people call it (of a saga: the step); empty where it is none
 * @param field the field, with those that it stands in, like {@code retry.max}; empty where it is none
 * @param text what is expected there, and what was found
 */
public record Problem(Spot at, String section, String field, String text) {

    /** As people read it: {@code 12:5: charge: retry.max: a duration like 30s is expected, found 'soon'}. */
    @Override
    public String toString() {
        StringBuilder all = new StringBuilder().append(at.line()).append(':').append(at.column());
        all.append(": ");
        if (!section.isEmpty()) {
            all.append(section).append(": ");
        }
        if (!field.isEmpty()) {
            all.append(field).append(": ");
        }
        return all.append(text).toString();
    }
}
