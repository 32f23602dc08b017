package dev.swarmlog.saga.expression.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.swarmlog.document.Spot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a syntax tree reads, but for the names that its own loops bring. Mutable while it looks. */
final class References {
    private final CelAbstractSyntaxTree tree;
    private final List<Reference> found = new ArrayList<>();
    private int parts;
    private boolean loops;

    private References(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    /** What is read, how many parts the tree has, and whether there is a loop among them. */
    record Found(List<Reference> references, int parts, boolean loops) {}

    static Found in(CelAbstractSyntaxTree tree) {
        References references = new References(tree);
        references.visit(tree.getExpr(), Set.of());
        return new Found(List.copyOf(references.found), references.parts, references.loops);
    }

    private void visit(CelExpr part, Set<String> bound) {
        parts++;
        switch (part.exprKind().getKind()) {
            case IDENT -> plain(part, bound);
            case SELECT -> {
                if (!isReference(part, bound)) {
                    visit(part.select().operand(), bound);
                }
            }
            case CALL -> {
                if (!isReference(part, bound)) {
                    part.call().target().ifPresent(target -> visit(target, bound));
                    part.call().args().forEach(argument -> visit(argument, bound));
                }
            }
            case LIST -> part.list().elements().forEach(element -> visit(element, bound));
            case STRUCT -> part.struct().entries().forEach(entry -> visit(entry.value(), bound));
            case MAP ->
                part.map().entries().forEach(entry -> {
                    visit(entry.key(), bound);
                    visit(entry.value(), bound);
                });
            case COMPREHENSION -> loop(part.comprehension(), bound);
            case CONSTANT, NOT_SET -> {
                // reads nothing
            }
        }
    }

    private void loop(CelComprehension loop, Set<String> bound) {
        loops = true;
        visit(loop.iterRange(), bound);
        visit(loop.accuInit(), bound);
        Set<String> within = new HashSet<>(bound);
        within.add(loop.accuVar());
        visit(loop.result(), within);
        within.add(loop.iterVar());
        within.add(loop.iterVar2());
        visit(loop.loopCondition(), within);
        visit(loop.loopStep(), within);
    }

    private void plain(CelExpr name, Set<String> bound) {
        String plain = named(name, bound);
        if (plain == null) {
            return;
        }
        boolean deeper = plain.equals(Variables.STEPS) || plain.equals(Variables.SAGA);
        found.add(deeper ? new Reference.Malformed(spot(name), plain) : new Reference.Plain(spot(name), plain));
    }

    /** Whether this is all of {@code steps.NAME.output}, or of {@code saga.NAME}. */
    private boolean isReference(CelExpr part, Set<String> bound) {
        String last = member(part);
        CelExpr owner = last == null ? null : owner(part);
        if (owner == null) {
            return false;
        }
        if (Variables.SAGA.equals(named(owner, bound))) {
            found.add(new Reference.OfSaga(spot(owner), String.valueOf(last)));
            return true;
        }
        String step = member(owner);
        CelExpr root = step == null ? null : owner(owner);
        if (root == null || !Variables.OUTPUT.equals(last) || !Variables.STEPS.equals(named(root, bound))) {
            return false;
        }
        found.add(new Reference.StepOutput(spot(root), String.valueOf(step)));
        return true;
    }

    /** The name of what is read of something, by a dot or in brackets; null where it is neither. */
    private static @Nullable String member(CelExpr part) {
        if (part.exprKind().getKind() == Kind.SELECT) {
            return part.select().field();
        }
        if (owner(part) == null) {
            return null;
        }
        CelExpr name = part.call().args().get(1);
        return name.exprKind().getKind() == Kind.CONSTANT && name.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? name.constant().stringValue()
                : null;
    }

    private static @Nullable CelExpr owner(CelExpr part) {
        return switch (part.exprKind().getKind()) {
            case SELECT -> part.select().operand();
            case CALL ->
                part.call().function().equals("_[_]") && part.call().args().size() == 2
                        ? part.call().args().getFirst()
                        : null;
            default -> null;
        };
    }

    /** The variable that this names; null where it names none, or one that a loop brings. */
    private static @Nullable String named(CelExpr part, Set<String> bound) {
        if (part.exprKind().getKind() != Kind.IDENT
                || bound.contains(part.ident().name())) {
            return null;
        }
        String name = part.ident().name();
        return name.startsWith(".") ? name.substring(1) : name;
    }

    private Spot spot(CelExpr part) {
        Integer offset = tree.getSource().getPositionsMap().get(part.id());
        return offset == null
                ? Spot.BEGIN
                : tree.getSource()
                        .getOffsetLocation(offset)
                        .map(at -> new Spot(Math.max(1, at.getLine()), at.getColumn() + 1))
                        .orElse(Spot.BEGIN);
    }
}
