package dev.swarmlog.laws;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Measures Java sources against limits, by javac's own parser. */
record SourceSizes(int fileLinesMax, int methodLinesMax, int parametersMax) {
    /** What is too large, each with its place; empty when all is well. */
    List<String> excesses(Collection<Path> sources) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : sources) {
            long lines = Files.readString(source).lines().count();
            if (lines > fileLinesMax) {
                found.add(source + ": " + lines + " lines, at most " + fileLinesMax);
            }
        }
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) javac.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new MethodScan(unit, positions, found).scan(unit, null);
            }
        }
        return found;
    }

    private final class MethodScan extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        MethodScan(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            String place = unit.getSourceFile().getName() + ":" + first + " " + method.getName();
            if (last - first + 1 > methodLinesMax) {
                found.add(place + ": " + (last - first + 1) + " lines, at most " + methodLinesMax);
            }
            if (method.getParameters().size() > parametersMax && !listsFields(method)) {
                found.add(place + ": " + method.getParameters().size() + " parameters, at most " + parametersMax);
            }
            return super.visitMethod(method, null);
        }

        /** A private constructor has one caller, which names every value; a record's lists its fields. */
        private boolean listsFields(MethodTree method) {
            boolean inRecord = getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
            return method.getReturnType() == null
                    && (inRecord || method.getModifiers().getFlags().contains(Modifier.PRIVATE));
        }
    }
}
