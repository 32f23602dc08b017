package dev.swarmlog.saga.expression.cel;

import dev.cel.common.types.CelType;
import dev.cel.runtime.CelRuntime;
import dev.swarmlog.document.Spot;
import java.util.List;

/** What can be said of an expression wherever it stands. */
public sealed interface Syntax {
    record Right(CelRuntime.Program program, CelType type, List<Reference> references) implements Syntax {}

    record Wrong(List<Flaw> flaws) implements Syntax {}

    record Flaw(Spot at, String text) {}
}
