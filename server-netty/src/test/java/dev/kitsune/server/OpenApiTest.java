package dev.kitsune.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.server.NodeScript.Output;
import dev.kitsune.server.RawConnection.Answer;
import dev.kitsune.server.ServerConfig.AdminPort;
import dev.kitsune.server.route.Resource;
import dev.kitsune.testdata.AnswerStep;
import dev.kitsune.testdata.Endpoint;
import dev.kitsune.testdata.RefusedRequest;
import dev.kitsune.testdata.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The served OpenAPI document against what is really served. */
final class OpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper QUOTES =
      new ObjectMapper().enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES);
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "delete", "options", "put", "patch", "trace");

  private static final String PREVIEW_PROFILE =
      "/v2/organizations/acme/environments/preview/profiles/v";
  private static final String PREVIEW =
      """
      {"settings": {"overrides": true},
       "audiences": [{"id": "a", "rules": {"any": [{"all": [
         {"type": "track", "operator": "equal", "value": "*", "count": 1}]}]}}],
       "experiences": [{"id": "e", "type": "nt_experiment", "config": {
         "traffic": 1, "distribution": [0.5, 0.5], "components": []}}]}
      """;
  private static final String TRACK =
      """
      "type": "track", "channel": "web", "messageId": "m", "event": "e",
      "context": {"library": {"name": "n", "version": "1"}}""";

  private static final String[] ACCEPTED = {
    "{'events':[{%s}],'options':null}",
    "{'events':[{%s}],'options':{'overrides':null,'locale':'de','features':7,'gdpr':{}}}",
    "{'events':[{%s}],'options':{'overrides':{}}}",
    "{'events':[{%s}],'options':{'overrides':{'audiences':null,'experiences':[]}}}",
    "{'events':[{%s}],'options':{'overrides':{'more':1,"
        + "'audiences':[{'audienceId':'a','isMember':false,'more':1}],"
        + "'experiences':[{'experienceId':'e','variantIndex':1}]}}}",
    "{'events':[{%s,'anonymousId':5,'timestamp':1.5,'properties':null,'sentAt':[]}]}",
    "{'events':[{%s,'type':'component','componentId':'','componentType':1,'viewId':null,"
        + "'experienceId':'e','variantIndex':1,'viewDurationMs':'long'}]}",
    "{'events':[{%s,'type':'component','componentId':'c','experienceId':5,'variantIndex':-1}]}",
    "{'events':[{%s,'type':'screen','name':5,'properties':[]}]}",
    "{'events':[{%s,'type':'group','groupId':5,'traits':null}]}",
    "{'events':[{%s,'type':'alias','previousId':5}]}",
    "{'events':[{%s,'context':{'library':{'name':'','version':''},'page':null,'userAgent':5,"
        + "'campaign':null,'location':null,'locale':5,'screen':5}}]}",
    "{'events':[{%s,'context':{'library':{'name':'','version':''},'page':{'url':5},"
        + "'campaign':{'name':5,'source':null},'location':{'city':5,'coordinates':1}}}]}",
  };
  private static final String[] REFUSED = {
    "{'events':[{%s}],'options':5}",
    "{'events':[{%s}],'options':{'overrides':[]}}",
    "{'events':[{%s}],'options':{'overrides':{'audiences':{}}}}",
    "{'events':[{%s}],'options':{'overrides':{'audiences':['a']}}}",
    "{'events':[{%s}],'options':{'overrides':{'audiences':[{'audienceId':'a'}]}}}",
    "{'events':[{%s}],'options':{'overrides':{'audiences':[{'isMember':true}]}}}",
    "{'events':[{%s}],"
        + "'options':{'overrides':{'audiences':[{'audienceId':'a','isMember':'yes'}]}}}",
    "{'events':[{%s}],'options':{'overrides':{'experiences':5}}}",
    "{'events':[{%s}],'options':{'overrides':{'experiences':[{'experienceId':'e'}]}}}",
    "{'events':[{%s}],'options':{'overrides':{'experiences':[{'variantIndex':0}]}}}",
    "{'events':[{%s}],"
        + "'options':{'overrides':{'experiences':[{'experienceId':'e','variantIndex':0.5}]}}}",
    "{'events':[{%s}],"
        + "'options':{'overrides':{'experiences':[{'experienceId':'e','variantIndex':-1}]}}}",
    "{'events':[{%s,'timestamp':null}]}",
    "{'events':[{%s,'properties':[]}]}",
    "{'events':[{%s,'type':'component'}]}",
    "{'events':[{%s,'type':'component','componentId':5}]}",
    "{'events':[{%s,'context':{'library':{'name':'','version':''},'page':[]}}]}",
    "{'events':[{%s,'context':{'library':{'name':'','version':''},'campaign':5}}]}",
    "{'events':[{%s,'context':{'library':{'name':'','version':''},'location':'x'}}]}",
  };

  private final AtomicLong clockMs = new AtomicLong();
  private final TestServer server;
  private final RawConnection connection;

  OpenApiTest() throws IOException {
    EngineConfig config =
        EngineConfig.defaults()
            .withStore(StoreKind.HEAP)
            .withMaxProfiles(10_000)
            .withEnvironment("acme", "main", TestData.text("environments/documented.json"))
            .withEnvironment("acme", "preview", PREVIEW)
            .withClockAndEntropy(clockMs::get, () -> AnswerStep.ENTROPY);
    server = TestServer.start(config, TestServer.config(0, AdminPort.OFF, HttpLimits.DEFAULT));
    connection = server.connect();
  }

  @AfterEach
  void stop() throws IOException {
    connection.close();
    server.close();
  }

  @Test
  void namesEveryMethodOfEveryResource() throws IOException {
    JsonNode paths = document().get("paths");
    assertEquals(Resource.values().length - 5, paths.size()); // but those of operators and NONE
    Iterator<String> templates = paths.fieldNames();
    while (templates.hasNext()) {
      String template = templates.next();
      String target = template.replaceAll("\\{[^}]+}", "x");
      connection.send("OPTIONS " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(connection.read().header("allow"), allow(paths.get(template)), template);
    }
  }

  @Test
  void isValidAndRightAboutRealAnswers(@TempDir Path folder) throws Exception {
    NodeScript node = new NodeScript(folder);
    node.assumeInstalled();
    ObjectNode input = JSON.createObjectNode();
    input.set("document", document());
    ArrayNode exchanges = input.putArray("exchanges");
    for (AnswerStep step : AnswerStep.all()) {
      clockMs.set(step.clockMs());
      String method = step.endpoint() == Endpoint.GET ? "GET" : "POST";
      exchanges.add(exchange(method, step.target(), "", step.request()));
    }
    for (RefusedRequest refused : RefusedRequest.all()) {
      exchanges.add(exchange(refused.method(), refused.target(), refused.header(), refused.body()));
    }
    exchanges.add(exchange("DELETE", AnswerStep.all().get(1).target(), "", new byte[0]));
    for (String target : new String[] {"/openapi.json", "/health/live", "/health/ready"}) {
      exchanges.add(exchange("GET", target, "", new byte[0]));
    }
    Output output = node.run(input.toString(), "check-openapi.mjs");
    assertEquals(0, output.exitCode(), output.text());
    assertTrue(output.text().endsWith(exchanges.size() + " exchanges, 0 issues\n"), output.text());
  }

  @Test
  void tellsWhatIsAcceptedBesideWhatClientsUsuallySend(@TempDir Path folder) throws Exception {
    List<ObjectNode> exchanges = new ArrayList<>();
    for (String request : ACCEPTED) {
      ObjectNode exchange = exchange("POST", PREVIEW_PROFILE, "", body(request));
      assertEquals(200, exchange.get("status").intValue(), exchange::toString);
      exchanges.add(exchange);
    }
    assertNoIssues(folder, exchanges);
  }

  @Test
  void tellsWhatIsRefused(@TempDir Path folder) throws Exception {
    List<ObjectNode> exchanges = new ArrayList<>();
    for (String request : REFUSED) {
      ObjectNode exchange = exchange("POST", PREVIEW_PROFILE, "", body(request));
      assertEquals(400, exchange.get("status").intValue(), exchange::toString);
      exchange.put("isMalformed", true).set("request", JSON.readTree(body(request)));
      exchanges.add(exchange);
    }
    assertNoIssues(folder, exchanges);
  }

  /** A request, of a track event where it says {@code %s}; of members given twice the last. */
  private static byte[] body(String request) throws IOException {
    String track = TRACK.replace('"', '\'');
    return JSON.writeValueAsBytes(QUOTES.readTree(request.formatted(track)));
  }

  private void assertNoIssues(Path folder, List<ObjectNode> exchanges) throws Exception {
    NodeScript node = new NodeScript(folder);
    node.assumeInstalled();
    ObjectNode input = JSON.createObjectNode();
    input.set("document", document());
    input.putArray("exchanges").addAll(exchanges);
    Output output = node.run(input.toString(), "check-openapi.mjs");
    assertEquals(0, output.exitCode(), output.text());
  }

  private JsonNode document() throws IOException {
    Answer answer = connection.send(RawConnection.get("/openapi.json")).read();
    assertEquals(200, answer.status());
    assertEquals("application/json; charset=utf-8", answer.header("content-type"));
    return JSON.readTree(answer.body());
  }

  private ObjectNode exchange(String method, String target, String header, byte[] body)
      throws IOException {
    String head = method + " " + target + " HTTP/1.1\r\nHost: a\r\n";
    String more = header.isEmpty() ? "" : header + "\r\n";
    String length = "Content-Length: " + body.length + "\r\n\r\n";
    connection.send((head + more + length).getBytes(StandardCharsets.US_ASCII)).send(body);
    Answer answer = connection.read(!method.equals("HEAD"));
    ObjectNode exchange = JSON.createObjectNode();
    exchange.put("method", method).put("target", target).put("status", answer.status());
    if (body.length > 0 && answer.status() == 200) {
      exchange.set("request", JSON.readTree(body));
    }
    if (!method.equals("HEAD")) {
      exchange.set("answer", JSON.readTree(answer.body()));
    }
    return exchange;
  }

  /** The operations of a path as an {@code Allow} header names them. */
  private static String allow(JsonNode path) {
    Set<String> names = new TreeSet<>();
    path.fieldNames().forEachRemaining(names::add);
    names.retainAll(METHODS);
    StringBuilder text = new StringBuilder();
    for (String method : new String[] {"get", "head", "post", "delete", "options"}) {
      if (names.remove(method)) {
        text.append(text.isEmpty() ? "" : ", ").append(method.toUpperCase(Locale.ROOT));
      }
    }
    return names.isEmpty() ? text.toString() : text + " and " + names;
  }
}
