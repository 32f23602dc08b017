package dev.swarmlog.coordinator.swarm.definition;

import dev.swarmlog.document.Form;
import dev.swarmlog.document.Written;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers of a document, alone or several. */
final class Numbers {
    private Numbers() {}

    /** NaN where it is none. */
    static double of(Written written) {
        return switch (written) {
            case Written.Whole whole -> whole.value();
            case Written.Decimal decimal -> decimal.value();
            default -> Double.NaN;
        };
    }

    /** As many as are wanted: a list of so many, or one number for all of them; null where it is neither. */
    static double @Nullable [] each(Form form, String field, int count, double otherwise) {
        double[] numbers = new double[count];
        Arrays.fill(numbers, otherwise);
        Written written = form.take(field);
        if (written == null) {
            return numbers;
        }
        if (written instanceof Written.Sequence list && list.elements().size() == count) {
            Arrays.setAll(numbers, i -> of(list.elements().get(i)));
        } else {
            Arrays.fill(numbers, of(written));
        }
        if (!Double.isFinite(Arrays.stream(numbers).sum())) {
            form.wrong(
                    written.at(), field, "a number, or a list of " + count + ", is expected, found " + written.told());
            return null;
        }
        return numbers;
    }
}
