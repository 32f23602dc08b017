package dev.swarmlog.saga.core.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step, with everything that it inherits from its saga filled in.
 *
 * @param index its place in the definition, behind all that it comes after
 * @param after the steps that come before, by index
 * @param join how many of them must have been done, where some were skipped
 * @param when the step is skipped where this does not hold; null means always
 * @param output what is kept of the result, of a MAP of each element's result; null means all of it
 * @param compensation what undoes it, of a MAP each element; null means that nothing needs to be undone. It sees the
 *     step's own output beside those of the steps before, as does {@code undoWhen}
 * @param undoWhen under SELECTIVE: whether it is undone; null means yes
 * @param pivot once it is done the saga is never undone, only driven forward
 */
public record Step(
        int index,
        String name,
        Work work,
        List<Integer> after,
        Join join,
        @Nullable Formula when,
        @Nullable Formula output,
        @Nullable Action compensation,
        @Nullable Formula undoWhen,
        boolean pivot) {

    /** Which of the steps before must have been done; a step that was skipped was not. */
    public enum Join {
        /** A step is skipped once one of those before it was. */
        ALL,
        /** A step is skipped only if all of those before it were. */
        ANY
    }

    public Step {
        after = List.copyOf(after);
    }
}
