import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A step of the build: writes the classes that Chronicle Map would need a Java compiler for at run
 * time. Started by engine/pom.xml as a source file, with the compile class path.
 *
 * <p>The first is the flyweight over a map's global state, which Chronicle's own generator prints
 * here instead of in the user's JVM. The second stands in for javac where a JVM has none: Chronicle
 * looks for a compiler before it finds that it needs none.
 *
 * <p>They are resources, not classes of the jar: {@code ChronicleClasses} defines them beside
 * Chronicle's own, so that our jar holds no foreign packages.
 */
public final class GenerateChronicleClass {
  private static final String STATE = "net.openhft.chronicle.hash.VanillaGlobalMutableState";
  private static final String STAND_IN =
      """
      package com.sun.tools.javac.api;
      /** Stands in for javac where a JVM has none. */
      public final class JavacTool {
        private JavacTool() {}
        /** There is no compiler. */
        public static javax.tools.JavaCompiler create() {
          return null;
        }
      }
      """;

  private GenerateChronicleClass() {}

  /** Arguments: the directory to write to. */
  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]);
    Files.createDirectories(target);
    String classPath = System.getProperty("java.class.path");
    write(target, STATE + "$$Native", stateSource(), List.of("-classpath", classPath));
    write(
        target,
        "com.sun.tools.javac.api.JavacTool",
        STAND_IN,
        List.of("--limit-modules", "java.base,java.compiler"));
  }

  private static String stateSource() throws Exception {
    Class<?> state = Class.forName(STATE);
    Class<?> model = Class.forName("net.openhft.chronicle.values.ValueModel");
    Object stateModel = model.getMethod("acquire", Class.class).invoke(null, state);
    Method generate =
        Class.forName("net.openhft.chronicle.values.Generators")
            .getDeclaredMethod("generateNativeClass", model, String.class);
    generate.setAccessible(true);
    return (String) generate.invoke(null, stateModel, state.getSimpleName() + "$$Native");
  }

  private static void write(Path target, String name, String source, List<String> options)
      throws IOException {
    Path classes = Files.createTempDirectory("kitsune-build");
    compile(classes, name, source, options);
    Path written = classes.resolve(name.replace('.', '/') + ".class");
    Files.write(target.resolve(name + ".bytes"), Files.readAllBytes(written));
    deleteUpTo(classes, written);
  }

  private static void compile(Path classes, String name, String source, List<String> options)
      throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      List<String> all = new ArrayList<>(List.of("--release", "17", "-g:none", "-nowarn"));
      all.addAll(options);
      if (!javac.getTask(messages, files, null, all, null, List.of(unit(name, source))).call()) {
        throw new IllegalStateException(name + " does not compile:\n" + messages + source);
      }
    }
  }

  private static JavaFileObject unit(String name, String source) {
    URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static void deleteUpTo(Path root, Path file) throws IOException {
    for (Path path = file; !path.equals(root.getParent()); path = path.getParent()) {
      Files.delete(path);
    }
  }
}
