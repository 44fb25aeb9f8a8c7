package dev.kitsune.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of one event as a rule: a package is a step, and no step knows a later one. */
class EventWayTest {
  private static final String ROOT = "dev.kitsune.engine";

  private static final List<String> STEPS =
      Stream.of(
              "error",
              "bytes",
              "event",
              "profile",
              "audience",
              "experience",
              "catalog",
              "response",
              "kernel",
              "journal",
              "store")
          .map(step -> ROOT + "." + step)
          .toList();

  /** Reading values, and nothing that binds objects, writes, or changes the whole JVM. */
  private static final Set<String> JSONITER_TYPES =
      Set.of(
          "com.jsoniter.JsonIterator",
          "com.jsoniter.CodegenAccess",
          "com.jsoniter.ValueType",
          "com.jsoniter.spi.JsonException",
          "com.jsoniter.spi.Slice");

  private static final Set<String> JSONITER_BINDING_METHODS =
      Set.of(
          "read",
          "readAny",
          "readMapKey",
          "deserialize",
          "setMode",
          "enableStreamingSupport",
          "staticGenDecoders");

  /** Turns a logger of Chronicle's off, for which it has to name it. */
  private static final String SILENCER = ROOT + ".store.ChronicleNotices";

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  static Stream<Arguments> stepsWithLaterOnes() {
    return STEPS.stream()
        .map(step -> Arguments.of(step, STEPS.subList(STEPS.indexOf(step) + 1, STEPS.size())));
  }

  private static boolean isIn(String step, JavaClass type) {
    return (type.getPackageName() + ".").startsWith(step + ".");
  }

  @ParameterizedTest
  @MethodSource("stepsWithLaterOnes")
  void noStepDependsOnALaterOne(String step, List<String> later) {
    DescribedPredicate<JavaClass> comesLater =
        describe(
            "come later: " + later,
            type ->
                type.getPackageName().equals(ROOT)
                    || later.stream().anyMatch(other -> isIn(other, type)));
    noClasses()
        .that()
        .resideInAPackage(step + "..")
        .should()
        .dependOnClassesThat(comesLater)
        .check(ENGINE);
  }

  @Test
  void everyPackageIsAStep() {
    Set<String> packages =
        ENGINE.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected = new TreeSet<>(STEPS);
    expected.add(ROOT);
    assertEquals(expected, packages);
  }

  @Test
  void onlyTheStoreSeesChronicle() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.openhft..")
        .check(ENGINE);
  }

  @Test
  void jsoniterReadsValuesOnly() {
    DescribedPredicate<JavaClass> otherJsoniter =
        describe(
            "are types of jsoniter beyond reading values",
            type ->
                type.getPackageName().startsWith("com.jsoniter")
                    && !JSONITER_TYPES.contains(type.getName()));
    noClasses().should().dependOnClassesThat(otherJsoniter).check(ENGINE);
  }

  @Test
  void jsoniterBindsNoObjects() {
    DescribedPredicate<CodeUnitCallTarget> binding =
        describe(
            "is a method of jsoniter that binds",
            method ->
                method.getOwner().getPackageName().startsWith("com.jsoniter")
                    && JSONITER_BINDING_METHODS.contains(method.getName()));
    noClasses().should().callMethodWhere(target(binding)).check(ENGINE);
  }

  @Test
  void noClassPrints() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(ENGINE);
  }

  @Test
  void noClassUsesJavaUtilLogging() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(SILENCER)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(ENGINE);
  }
}
