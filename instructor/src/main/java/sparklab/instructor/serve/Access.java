package sparklab.instructor.serve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What students may do, and how much of it.
 *
 * <p>They read the topics, and read and commit by groups; reading includes describing. What nothing
 * here allows the authorizer refuses: to create, write, delete, alter, or see settings.
 *
 * @param users passwords by name; empty for students without names
 * @param quotaBytes what a reader gets at most, in bytes a second
 */
record Access(Collection<String> topics, Map<String, String> users, double quotaBytes) {

  /** Of one processor's time for requests. */
  private static final double REQUEST_PERCENT = 25;

  /** From one address, which may be a whole class's: two new readers a second. */
  private static final double CONNECTIONS_PER_SECOND = 25;

  /** Nobody may write; who tries is not listened to for long. */
  private static final double WRITTEN_BYTES = 64_000;

  private static final double UNBOUNDED = 1e12;
  private static final int SCRAM_ROUNDS = 4_096;

  /** Makes the broker's rules these, and no others. */
  void apply(Admin admin) throws InterruptedException, ExecutionException {
    Set<AclBinding> wanted = rules();
    admin.createAcls(wanted).all().get();
    Set<AclBinding> others = new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get());
    others.removeAll(wanted);
    admin.deleteAcls(others.stream().map(AclBinding::toFilter).toList()).all().get();
    letIn(admin);
    admin.alterClientQuotas(quotas()).all().get();
  }

  /** What is allowed to all but the instructor. */
  Set<AclBinding> rules() {
    Set<AclBinding> rules = new HashSet<>();
    topics.forEach(topic -> rules.add(mayRead(ResourceType.TOPIC, topic)));
    rules.add(mayRead(ResourceType.GROUP, ResourcePattern.WILDCARD_RESOURCE));
    return rules;
  }

  private static AclBinding mayRead(ResourceType type, String name) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:*", "*", AclOperation.READ, AclPermissionType.ALLOW));
  }

  /** Who is no longer in the file is let in no longer. */
  private void letIn(Admin admin) throws InterruptedException, ExecutionException {
    List<UserScramCredentialAlteration> changes = new ArrayList<>();
    for (String known : admin.describeUserScramCredentials().all().get().keySet()) {
      if (!users.containsKey(known)) {
        changes.add(new UserScramCredentialDeletion(known, ScramMechanism.SCRAM_SHA_512));
      }
    }
    ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ROUNDS);
    users.forEach(
        (name, password) -> changes.add(new UserScramCredentialUpsertion(name, how, password)));
    if (!changes.isEmpty()) {
      admin.alterUserScramCredentials(changes).all().get();
    }
  }

  /** A reader is a user where there are users, else whatever calls itself by one client id. */
  private List<ClientQuotaAlteration> quotas() {
    boolean named = !users.isEmpty();
    Map<String, Double> reader =
        Map.of(
            "consumer_byte_rate",
            quotaBytes,
            "producer_byte_rate",
            WRITTEN_BYTES,
            "request_percentage",
            REQUEST_PERCENT);
    Map<String, Double> instructor = new HashMap<>();
    reader.keySet().forEach(quota -> instructor.put(quota, UNBOUNDED));
    Map<String, Double> none = new HashMap<>();
    reader.keySet().forEach(quota -> none.put(quota, null));
    return List.of(
        quota(ClientQuotaEntity.USER, null, named ? reader : none),
        quota(ClientQuotaEntity.CLIENT_ID, null, named ? none : reader),
        quota(ClientQuotaEntity.USER, BrokerSettings.SUPER_USER, instructor),
        quota(
            ClientQuotaEntity.IP,
            null,
            Map.of("connection_creation_rate", CONNECTIONS_PER_SECOND)));
  }

  /** For all whom nothing else is said of if there is no name. */
  private static ClientQuotaAlteration quota(String type, String name, Map<String, Double> limits) {
    return new ClientQuotaAlteration(
        new ClientQuotaEntity(Collections.singletonMap(type, name)),
        limits.entrySet().stream().map(one -> new Op(one.getKey(), one.getValue())).toList());
  }
}
