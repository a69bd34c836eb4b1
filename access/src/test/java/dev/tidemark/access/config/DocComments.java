package dev.tidemark.access.config;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What sources say of their types and methods, as one line each.
final class DocComments extends TreePathScanner<@Nullable Void, DocTrees> {
    private final Map<String, String> comments = new LinkedHashMap<>();
    private final Deque<String> enclosing = new ArrayDeque<>();

    private DocComments() {}

    static DocComments of(Collection<Path> sources) throws IOException {
        DocComments comments = new DocComments();
        try (StandardJavaFileManager files =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                comments.scan(unit, trees);
            }
        }
        return comments;
    }

    /// What is said of a type.
    String of(Class<?> type) {
        return comment(type.getName().replaceFirst(".*\\.", "").replace('$', '.'));
    }

    /// What is said of a method.
    String of(Method method) {
        return comment(key(method));
    }

    /// Where a method stands among all.
    int place(Method method) {
        return new ArrayList<>(comments.keySet()).indexOf(key(method));
    }

    private static String key(Method method) {
        return method.getDeclaringClass().getName().replaceFirst(".*\\.", "").replace('$', '.') + "#"
                + method.getName();
    }

    private String comment(String key) {
        return Objects.requireNonNull(comments.get(key), () -> key + " has no doc comment");
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, DocTrees trees) {
        enclosing.addLast(type.getSimpleName().toString());
        note(String.join(".", enclosing), trees);
        super.visitClass(type, trees);
        enclosing.removeLast();
        return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, DocTrees trees) {
        note(String.join(".", enclosing) + "#" + method.getName(), trees);
        return null;
    }

    /// References to code are plain code on a page.
    private void note(String key, DocTrees trees) {
        String comment = trees.getDocComment(getCurrentPath());
        if (comment != null) {
            comments.put(
                    key,
                    comment.replaceAll("\\s*\\n\\s*", " ")
                            .replaceAll("\\[([A-Za-z.#]+)](?!\\()", "`$1`")
                            .replace("|", "\\|")
                            .strip());
        }
    }
}
