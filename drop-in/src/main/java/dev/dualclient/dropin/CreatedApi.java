package dev.dualclient.dropin;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.conf.AuthleteConfiguration;

/**
 * What {@code AuthleteApiFactory.create(…)} makes while the drop-in is in use: the API with two backends for the service of the
 * settings, and the vendor's own for any other service. The factory makes it by reflection, and it has to be a class of its own,
 * because a proxy has no constructor for a configuration. A method that a newer authlete-java-common adds fails when it is
 * called. Thread-safe.
 */
public final class CreatedApi implements AuthleteApi {

    private final AuthleteApi api;

    /** Creates the API for a configuration. */
    public CreatedApi(AuthleteConfiguration configuration) {
        this.api = CreatedApis.of(configuration);
    }

    // spotless:off, for CreatedApiTest writes it
    @Override
    public com.authlete.common.api.Settings getSettings() {
        return api.getSettings();
    }

    @Override
    public com.authlete.common.dto.AuthorizationFailResponse authorizationFail(com.authlete.common.dto.AuthorizationFailRequest p0, com.authlete.common.api.Options p1) {
        return api.authorizationFail(p0, p1);
    }

    @Override
    public com.authlete.common.dto.AuthorizationIssueResponse authorizationIssue(com.authlete.common.dto.AuthorizationIssueRequest p0, com.authlete.common.api.Options p1) {
        return api.authorizationIssue(p0, p1);
    }

    @Override
    public com.authlete.common.dto.AuthorizationResponse authorization(com.authlete.common.dto.AuthorizationRequest p0, com.authlete.common.api.Options p1) {
        return api.authorization(p0, p1);
    }

    @Override
    public com.authlete.common.dto.AuthorizationTicketInfoResponse authorizationTicketInfo(com.authlete.common.dto.AuthorizationTicketInfoRequest p0, com.authlete.common.api.Options p1) {
        return api.authorizationTicketInfo(p0, p1);
    }

    @Override
    public com.authlete.common.dto.AuthorizationTicketUpdateResponse authorizationTicketUpdate(com.authlete.common.dto.AuthorizationTicketUpdateRequest p0, com.authlete.common.api.Options p1) {
        return api.authorizationTicketUpdate(p0, p1);
    }

    @Override
    public com.authlete.common.dto.AuthorizedClientListResponse getClientAuthorizationList(com.authlete.common.dto.ClientAuthorizationGetListRequest p0, com.authlete.common.api.Options p1) {
        return api.getClientAuthorizationList(p0, p1);
    }

    @Override
    public com.authlete.common.dto.BackchannelAuthenticationCompleteResponse backchannelAuthenticationComplete(com.authlete.common.dto.BackchannelAuthenticationCompleteRequest p0, com.authlete.common.api.Options p1) {
        return api.backchannelAuthenticationComplete(p0, p1);
    }

    @Override
    public com.authlete.common.dto.BackchannelAuthenticationFailResponse backchannelAuthenticationFail(com.authlete.common.dto.BackchannelAuthenticationFailRequest p0, com.authlete.common.api.Options p1) {
        return api.backchannelAuthenticationFail(p0, p1);
    }

    @Override
    public com.authlete.common.dto.BackchannelAuthenticationIssueResponse backchannelAuthenticationIssue(com.authlete.common.dto.BackchannelAuthenticationIssueRequest p0, com.authlete.common.api.Options p1) {
        return api.backchannelAuthenticationIssue(p0, p1);
    }

    @Override
    public com.authlete.common.dto.BackchannelAuthenticationResponse backchannelAuthentication(com.authlete.common.dto.BackchannelAuthenticationRequest p0, com.authlete.common.api.Options p1) {
        return api.backchannelAuthentication(p0, p1);
    }

    @Override
    public com.authlete.common.dto.Client createClient(com.authlete.common.dto.Client p0, com.authlete.common.api.Options p1) {
        return api.createClient(p0, p1);
    }

    @Override
    public com.authlete.common.dto.Client getClient(java.lang.String p0, com.authlete.common.api.Options p1) {
        return api.getClient(p0, p1);
    }

    @Override
    public com.authlete.common.dto.Client getClient(long p0, com.authlete.common.api.Options p1) {
        return api.getClient(p0, p1);
    }

    @Override
    public com.authlete.common.dto.Client updateClient(com.authlete.common.dto.Client p0, com.authlete.common.api.Options p1) {
        return api.updateClient(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientListResponse getClientList(com.authlete.common.api.Options p0) {
        return api.getClientList(p0);
    }

    @Override
    public com.authlete.common.dto.ClientListResponse getClientList(int p0, int p1, com.authlete.common.api.Options p2) {
        return api.getClientList(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.ClientListResponse getClientList(java.lang.String p0, com.authlete.common.api.Options p1) {
        return api.getClientList(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientListResponse getClientList(java.lang.String p0, int p1, int p2, com.authlete.common.api.Options p3) {
        return api.getClientList(p0, p1, p2, p3);
    }

    @Override
    public com.authlete.common.dto.ClientRegistrationResponse dynamicClientDelete(com.authlete.common.dto.ClientRegistrationRequest p0, com.authlete.common.api.Options p1) {
        return api.dynamicClientDelete(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientRegistrationResponse dynamicClientGet(com.authlete.common.dto.ClientRegistrationRequest p0, com.authlete.common.api.Options p1) {
        return api.dynamicClientGet(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientRegistrationResponse dynamicClientRegister(com.authlete.common.dto.ClientRegistrationRequest p0, com.authlete.common.api.Options p1) {
        return api.dynamicClientRegister(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientRegistrationResponse dynamicClientUpdate(com.authlete.common.dto.ClientRegistrationRequest p0, com.authlete.common.api.Options p1) {
        return api.dynamicClientUpdate(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientSecretRefreshResponse refreshClientSecret(java.lang.String p0, com.authlete.common.api.Options p1) {
        return api.refreshClientSecret(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientSecretRefreshResponse refreshClientSecret(long p0, com.authlete.common.api.Options p1) {
        return api.refreshClientSecret(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientSecretUpdateResponse updateClientSecret(java.lang.String p0, java.lang.String p1, com.authlete.common.api.Options p2) {
        return api.updateClientSecret(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.ClientSecretUpdateResponse updateClientSecret(long p0, java.lang.String p1, com.authlete.common.api.Options p2) {
        return api.updateClientSecret(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.CredentialBatchIssueResponse credentialBatchIssue(com.authlete.common.dto.CredentialBatchIssueRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialBatchIssue(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialBatchParseResponse credentialBatchParse(com.authlete.common.dto.CredentialBatchParseRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialBatchParse(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialDeferredIssueResponse credentialDeferredIssue(com.authlete.common.dto.CredentialDeferredIssueRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialDeferredIssue(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialDeferredParseResponse credentialDeferredParse(com.authlete.common.dto.CredentialDeferredParseRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialDeferredParse(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialIssuerJwksResponse credentialIssuerJwks(com.authlete.common.dto.CredentialIssuerJwksRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialIssuerJwks(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialIssuerMetadataResponse credentialIssuerMetadata(com.authlete.common.dto.CredentialIssuerMetadataRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialIssuerMetadata(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialJwtIssuerMetadataResponse credentialJwtIssuerMetadata(com.authlete.common.dto.CredentialJwtIssuerMetadataRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialJwtIssuerMetadata(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialNonceResponse credentialNonce(com.authlete.common.dto.CredentialNonceRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialNonce(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialOfferCreateResponse credentialOfferCreate(com.authlete.common.dto.CredentialOfferCreateRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialOfferCreate(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialOfferInfoResponse credentialOfferInfo(com.authlete.common.dto.CredentialOfferInfoRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialOfferInfo(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialSingleIssueResponse credentialSingleIssue(com.authlete.common.dto.CredentialSingleIssueRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialSingleIssue(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialSingleParseResponse credentialSingleParse(com.authlete.common.dto.CredentialSingleParseRequest p0, com.authlete.common.api.Options p1) {
        return api.credentialSingleParse(p0, p1);
    }

    @Override
    public com.authlete.common.dto.DeviceAuthorizationResponse deviceAuthorization(com.authlete.common.dto.DeviceAuthorizationRequest p0, com.authlete.common.api.Options p1) {
        return api.deviceAuthorization(p0, p1);
    }

    @Override
    public com.authlete.common.dto.DeviceCompleteResponse deviceComplete(com.authlete.common.dto.DeviceCompleteRequest p0, com.authlete.common.api.Options p1) {
        return api.deviceComplete(p0, p1);
    }

    @Override
    public com.authlete.common.dto.DeviceVerificationResponse deviceVerification(com.authlete.common.dto.DeviceVerificationRequest p0, com.authlete.common.api.Options p1) {
        return api.deviceVerification(p0, p1);
    }

    @Override
    public com.authlete.common.dto.FederationConfigurationResponse federationConfiguration(com.authlete.common.dto.FederationConfigurationRequest p0, com.authlete.common.api.Options p1) {
        return api.federationConfiguration(p0, p1);
    }

    @Override
    public com.authlete.common.dto.FederationRegistrationResponse federationRegistration(com.authlete.common.dto.FederationRegistrationRequest p0, com.authlete.common.api.Options p1) {
        return api.federationRegistration(p0, p1);
    }

    @Override
    public com.authlete.common.dto.GMResponse gm(com.authlete.common.dto.GMRequest p0, com.authlete.common.api.Options p1) {
        return api.gm(p0, p1);
    }

    @Override
    public com.authlete.common.dto.GrantedScopesGetResponse getGrantedScopes(long p0, java.lang.String p1, com.authlete.common.api.Options p2) {
        return api.getGrantedScopes(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.HskListResponse hskGetList(com.authlete.common.api.Options p0) {
        return api.hskGetList(p0);
    }

    @Override
    public com.authlete.common.dto.HskResponse hskCreate(com.authlete.common.dto.HskCreateRequest p0, com.authlete.common.api.Options p1) {
        return api.hskCreate(p0, p1);
    }

    @Override
    public com.authlete.common.dto.HskResponse hskDelete(java.lang.String p0, com.authlete.common.api.Options p1) {
        return api.hskDelete(p0, p1);
    }

    @Override
    public com.authlete.common.dto.HskResponse hskGet(java.lang.String p0, com.authlete.common.api.Options p1) {
        return api.hskGet(p0, p1);
    }

    @Override
    public com.authlete.common.dto.IDTokenReissueResponse idTokenReissue(com.authlete.common.dto.IDTokenReissueRequest p0, com.authlete.common.api.Options p1) {
        return api.idTokenReissue(p0, p1);
    }

    @Override
    public com.authlete.common.dto.IntrospectionResponse introspection(com.authlete.common.dto.IntrospectionRequest p0, com.authlete.common.api.Options p1) {
        return api.introspection(p0, p1);
    }

    @Override
    public com.authlete.common.dto.JoseVerifyResponse verifyJose(com.authlete.common.dto.JoseVerifyRequest p0, com.authlete.common.api.Options p1) {
        return api.verifyJose(p0, p1);
    }

    @Override
    public com.authlete.common.dto.NativeSsoLogoutResponse nativeSsoLogout(com.authlete.common.dto.NativeSsoLogoutRequest p0, com.authlete.common.api.Options p1) {
        return api.nativeSsoLogout(p0, p1);
    }

    @Override
    public com.authlete.common.dto.NativeSsoResponse nativeSso(com.authlete.common.dto.NativeSsoRequest p0, com.authlete.common.api.Options p1) {
        return api.nativeSso(p0, p1);
    }

    @Override
    public com.authlete.common.dto.PushedAuthReqResponse pushAuthorizationRequest(com.authlete.common.dto.PushedAuthReqRequest p0, com.authlete.common.api.Options p1) {
        return api.pushAuthorizationRequest(p0, p1);
    }

    @Override
    public com.authlete.common.dto.RevocationResponse revocation(com.authlete.common.dto.RevocationRequest p0, com.authlete.common.api.Options p1) {
        return api.revocation(p0, p1);
    }

    @Override
    public com.authlete.common.dto.Service createService(com.authlete.common.dto.Service p0, com.authlete.common.api.Options p1) {
        return api.createService(p0, p1);
    }

    @Override
    public com.authlete.common.dto.Service createServie(com.authlete.common.dto.Service p0) {
        return api.createServie(p0);
    }

    @Override
    public com.authlete.common.dto.Service getService(long p0, com.authlete.common.api.Options p1) {
        return api.getService(p0, p1);
    }

    @Override
    public com.authlete.common.dto.Service updateService(com.authlete.common.dto.Service p0, com.authlete.common.api.Options p1) {
        return api.updateService(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ServiceListResponse getServiceList(com.authlete.common.api.Options p0) {
        return api.getServiceList(p0);
    }

    @Override
    public com.authlete.common.dto.ServiceListResponse getServiceList(int p0, int p1, com.authlete.common.api.Options p2) {
        return api.getServiceList(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.StandardIntrospectionResponse standardIntrospection(com.authlete.common.dto.StandardIntrospectionRequest p0, com.authlete.common.api.Options p1) {
        return api.standardIntrospection(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenCreateBatchResponse tokenCreateBatch(com.authlete.common.dto.TokenCreateRequest[] p0, boolean p1, com.authlete.common.api.Options p2) {
        return api.tokenCreateBatch(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.TokenCreateBatchStatusResponse getTokenCreateBatchStatus(java.lang.String p0, com.authlete.common.api.Options p1) {
        return api.getTokenCreateBatchStatus(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenCreateResponse tokenCreate(com.authlete.common.dto.TokenCreateRequest p0, com.authlete.common.api.Options p1) {
        return api.tokenCreate(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenFailResponse tokenFail(com.authlete.common.dto.TokenFailRequest p0, com.authlete.common.api.Options p1) {
        return api.tokenFail(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenIssueResponse tokenIssue(com.authlete.common.dto.TokenIssueRequest p0, com.authlete.common.api.Options p1) {
        return api.tokenIssue(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(com.authlete.common.api.Options p0) {
        return api.getTokenList(p0);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(com.authlete.common.types.TokenStatus p0, com.authlete.common.api.Options p1) {
        return api.getTokenList(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(int p0, int p1, com.authlete.common.api.Options p2) {
        return api.getTokenList(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(int p0, int p1, com.authlete.common.types.TokenStatus p2, com.authlete.common.api.Options p3) {
        return api.getTokenList(p0, p1, p2, p3);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(java.lang.String p0, java.lang.String p1, com.authlete.common.api.Options p2) {
        return api.getTokenList(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(java.lang.String p0, java.lang.String p1, com.authlete.common.types.TokenStatus p2, com.authlete.common.api.Options p3) {
        return api.getTokenList(p0, p1, p2, p3);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(java.lang.String p0, java.lang.String p1, int p2, int p3, com.authlete.common.api.Options p4) {
        return api.getTokenList(p0, p1, p2, p3, p4);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(java.lang.String p0, java.lang.String p1, int p2, int p3, com.authlete.common.types.TokenStatus p4, com.authlete.common.api.Options p5) {
        return api.getTokenList(p0, p1, p2, p3, p4, p5);
    }

    @Override
    public com.authlete.common.dto.TokenResponse token(com.authlete.common.dto.TokenRequest p0, com.authlete.common.api.Options p1) {
        return api.token(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenRevokeResponse tokenRevoke(com.authlete.common.dto.TokenRevokeRequest p0, com.authlete.common.api.Options p1) {
        return api.tokenRevoke(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenUpdateResponse tokenUpdate(com.authlete.common.dto.TokenUpdateRequest p0, com.authlete.common.api.Options p1) {
        return api.tokenUpdate(p0, p1);
    }

    @Override
    public com.authlete.common.dto.UserInfoIssueResponse userinfoIssue(com.authlete.common.dto.UserInfoIssueRequest p0, com.authlete.common.api.Options p1) {
        return api.userinfoIssue(p0, p1);
    }

    @Override
    public com.authlete.common.dto.UserInfoResponse userinfo(com.authlete.common.dto.UserInfoRequest p0, com.authlete.common.api.Options p1) {
        return api.userinfo(p0, p1);
    }

    @Override
    public java.lang.String getServiceConfiguration(boolean p0, com.authlete.common.api.Options p1) {
        return api.getServiceConfiguration(p0, p1);
    }

    @Override
    public java.lang.String getServiceConfiguration(com.authlete.common.api.Options p0) {
        return api.getServiceConfiguration(p0);
    }

    @Override
    public java.lang.String getServiceConfiguration(com.authlete.common.dto.ServiceConfigurationRequest p0, com.authlete.common.api.Options p1) {
        return api.getServiceConfiguration(p0, p1);
    }

    @Override
    public java.lang.String getServiceJwks(boolean p0, boolean p1, com.authlete.common.api.Options p2) {
        return api.getServiceJwks(p0, p1, p2);
    }

    @Override
    public java.lang.String getServiceJwks(com.authlete.common.api.Options p0) {
        return api.getServiceJwks(p0);
    }

    @Override
    public java.lang.String[] getRequestableScopes(long p0, com.authlete.common.api.Options p1) {
        return api.getRequestableScopes(p0, p1);
    }

    @Override
    public java.lang.String[] setRequestableScopes(long p0, java.lang.String[] p1, com.authlete.common.api.Options p2) {
        return api.setRequestableScopes(p0, p1, p2);
    }

    @Override
    public java.util.Map<java.lang.String, java.lang.String> echo(java.util.Map<java.lang.String, java.lang.String> p0, com.authlete.common.api.Options p1) {
        return api.echo(p0, p1);
    }

    @Override
    public void deleteClient(java.lang.String p0, com.authlete.common.api.Options p1) {
        api.deleteClient(p0, p1);
    }

    @Override
    public void deleteClient(long p0, com.authlete.common.api.Options p1) {
        api.deleteClient(p0, p1);
    }

    @Override
    public void deleteClientAuthorization(long p0, java.lang.String p1, com.authlete.common.api.Options p2) {
        api.deleteClientAuthorization(p0, p1, p2);
    }

    @Override
    public void deleteGrantedScopes(long p0, java.lang.String p1, com.authlete.common.api.Options p2) {
        api.deleteGrantedScopes(p0, p1, p2);
    }

    @Override
    public void deleteRequestableScopes(long p0, com.authlete.common.api.Options p1) {
        api.deleteRequestableScopes(p0, p1);
    }

    @Override
    public void deleteService(long p0, com.authlete.common.api.Options p1) {
        api.deleteService(p0, p1);
    }

    @Override
    public void tokenDelete(java.lang.String p0, com.authlete.common.api.Options p1) {
        api.tokenDelete(p0, p1);
    }

    @Override
    public void updateClientAuthorization(long p0, com.authlete.common.dto.ClientAuthorizationUpdateRequest p1, com.authlete.common.api.Options p2) {
        api.updateClientAuthorization(p0, p1, p2);
    }

    @Override
    public void updateClientLockFlag(java.lang.String p0, boolean p1, com.authlete.common.api.Options p2) {
        api.updateClientLockFlag(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.AuthorizationFailResponse authorizationFail(com.authlete.common.dto.AuthorizationFailRequest p0) {
        return api.authorizationFail(p0);
    }

    @Override
    public com.authlete.common.dto.AuthorizationIssueResponse authorizationIssue(com.authlete.common.dto.AuthorizationIssueRequest p0) {
        return api.authorizationIssue(p0);
    }

    @Override
    public com.authlete.common.dto.AuthorizationResponse authorization(com.authlete.common.dto.AuthorizationRequest p0) {
        return api.authorization(p0);
    }

    @Override
    public com.authlete.common.dto.AuthorizationTicketInfoResponse authorizationTicketInfo(com.authlete.common.dto.AuthorizationTicketInfoRequest p0) {
        return api.authorizationTicketInfo(p0);
    }

    @Override
    public com.authlete.common.dto.AuthorizationTicketUpdateResponse authorizationTicketUpdate(com.authlete.common.dto.AuthorizationTicketUpdateRequest p0) {
        return api.authorizationTicketUpdate(p0);
    }

    @Override
    public com.authlete.common.dto.AuthorizedClientListResponse getClientAuthorizationList(com.authlete.common.dto.ClientAuthorizationGetListRequest p0) {
        return api.getClientAuthorizationList(p0);
    }

    @Override
    public com.authlete.common.dto.BackchannelAuthenticationCompleteResponse backchannelAuthenticationComplete(com.authlete.common.dto.BackchannelAuthenticationCompleteRequest p0) {
        return api.backchannelAuthenticationComplete(p0);
    }

    @Override
    public com.authlete.common.dto.BackchannelAuthenticationFailResponse backchannelAuthenticationFail(com.authlete.common.dto.BackchannelAuthenticationFailRequest p0) {
        return api.backchannelAuthenticationFail(p0);
    }

    @Override
    public com.authlete.common.dto.BackchannelAuthenticationIssueResponse backchannelAuthenticationIssue(com.authlete.common.dto.BackchannelAuthenticationIssueRequest p0) {
        return api.backchannelAuthenticationIssue(p0);
    }

    @Override
    public com.authlete.common.dto.BackchannelAuthenticationResponse backchannelAuthentication(com.authlete.common.dto.BackchannelAuthenticationRequest p0) {
        return api.backchannelAuthentication(p0);
    }

    @Override
    public com.authlete.common.dto.Client createClient(com.authlete.common.dto.Client p0) {
        return api.createClient(p0);
    }

    @Override
    public com.authlete.common.dto.Client getClient(java.lang.String p0) {
        return api.getClient(p0);
    }

    @Override
    public com.authlete.common.dto.Client getClient(long p0) {
        return api.getClient(p0);
    }

    @Override
    public com.authlete.common.dto.Client updateClient(com.authlete.common.dto.Client p0) {
        return api.updateClient(p0);
    }

    @Override
    public com.authlete.common.dto.ClientListResponse getClientList() {
        return api.getClientList();
    }

    @Override
    public com.authlete.common.dto.ClientListResponse getClientList(int p0, int p1) {
        return api.getClientList(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientListResponse getClientList(java.lang.String p0) {
        return api.getClientList(p0);
    }

    @Override
    public com.authlete.common.dto.ClientListResponse getClientList(java.lang.String p0, int p1, int p2) {
        return api.getClientList(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.ClientRegistrationResponse dynamicClientDelete(com.authlete.common.dto.ClientRegistrationRequest p0) {
        return api.dynamicClientDelete(p0);
    }

    @Override
    public com.authlete.common.dto.ClientRegistrationResponse dynamicClientGet(com.authlete.common.dto.ClientRegistrationRequest p0) {
        return api.dynamicClientGet(p0);
    }

    @Override
    public com.authlete.common.dto.ClientRegistrationResponse dynamicClientRegister(com.authlete.common.dto.ClientRegistrationRequest p0) {
        return api.dynamicClientRegister(p0);
    }

    @Override
    public com.authlete.common.dto.ClientRegistrationResponse dynamicClientUpdate(com.authlete.common.dto.ClientRegistrationRequest p0) {
        return api.dynamicClientUpdate(p0);
    }

    @Override
    public com.authlete.common.dto.ClientSecretRefreshResponse refreshClientSecret(java.lang.String p0) {
        return api.refreshClientSecret(p0);
    }

    @Override
    public com.authlete.common.dto.ClientSecretRefreshResponse refreshClientSecret(long p0) {
        return api.refreshClientSecret(p0);
    }

    @Override
    public com.authlete.common.dto.ClientSecretUpdateResponse updateClientSecret(java.lang.String p0, java.lang.String p1) {
        return api.updateClientSecret(p0, p1);
    }

    @Override
    public com.authlete.common.dto.ClientSecretUpdateResponse updateClientSecret(long p0, java.lang.String p1) {
        return api.updateClientSecret(p0, p1);
    }

    @Override
    public com.authlete.common.dto.CredentialBatchIssueResponse credentialBatchIssue(com.authlete.common.dto.CredentialBatchIssueRequest p0) {
        return api.credentialBatchIssue(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialBatchParseResponse credentialBatchParse(com.authlete.common.dto.CredentialBatchParseRequest p0) {
        return api.credentialBatchParse(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialDeferredIssueResponse credentialDeferredIssue(com.authlete.common.dto.CredentialDeferredIssueRequest p0) {
        return api.credentialDeferredIssue(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialDeferredParseResponse credentialDeferredParse(com.authlete.common.dto.CredentialDeferredParseRequest p0) {
        return api.credentialDeferredParse(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialIssuerJwksResponse credentialIssuerJwks(com.authlete.common.dto.CredentialIssuerJwksRequest p0) {
        return api.credentialIssuerJwks(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialIssuerMetadataResponse credentialIssuerMetadata(com.authlete.common.dto.CredentialIssuerMetadataRequest p0) {
        return api.credentialIssuerMetadata(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialJwtIssuerMetadataResponse credentialJwtIssuerMetadata(com.authlete.common.dto.CredentialJwtIssuerMetadataRequest p0) {
        return api.credentialJwtIssuerMetadata(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialNonceResponse credentialNonce(com.authlete.common.dto.CredentialNonceRequest p0) {
        return api.credentialNonce(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialOfferCreateResponse credentialOfferCreate(com.authlete.common.dto.CredentialOfferCreateRequest p0) {
        return api.credentialOfferCreate(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialOfferInfoResponse credentialOfferInfo(com.authlete.common.dto.CredentialOfferInfoRequest p0) {
        return api.credentialOfferInfo(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialSingleIssueResponse credentialSingleIssue(com.authlete.common.dto.CredentialSingleIssueRequest p0) {
        return api.credentialSingleIssue(p0);
    }

    @Override
    public com.authlete.common.dto.CredentialSingleParseResponse credentialSingleParse(com.authlete.common.dto.CredentialSingleParseRequest p0) {
        return api.credentialSingleParse(p0);
    }

    @Override
    public com.authlete.common.dto.DeviceAuthorizationResponse deviceAuthorization(com.authlete.common.dto.DeviceAuthorizationRequest p0) {
        return api.deviceAuthorization(p0);
    }

    @Override
    public com.authlete.common.dto.DeviceCompleteResponse deviceComplete(com.authlete.common.dto.DeviceCompleteRequest p0) {
        return api.deviceComplete(p0);
    }

    @Override
    public com.authlete.common.dto.DeviceVerificationResponse deviceVerification(com.authlete.common.dto.DeviceVerificationRequest p0) {
        return api.deviceVerification(p0);
    }

    @Override
    public com.authlete.common.dto.FederationConfigurationResponse federationConfiguration(com.authlete.common.dto.FederationConfigurationRequest p0) {
        return api.federationConfiguration(p0);
    }

    @Override
    public com.authlete.common.dto.FederationRegistrationResponse federationRegistration(com.authlete.common.dto.FederationRegistrationRequest p0) {
        return api.federationRegistration(p0);
    }

    @Override
    public com.authlete.common.dto.GMResponse gm(com.authlete.common.dto.GMRequest p0) {
        return api.gm(p0);
    }

    @Override
    public com.authlete.common.dto.GrantedScopesGetResponse getGrantedScopes(long p0, java.lang.String p1) {
        return api.getGrantedScopes(p0, p1);
    }

    @Override
    public com.authlete.common.dto.HskListResponse hskGetList() {
        return api.hskGetList();
    }

    @Override
    public com.authlete.common.dto.HskResponse hskCreate(com.authlete.common.dto.HskCreateRequest p0) {
        return api.hskCreate(p0);
    }

    @Override
    public com.authlete.common.dto.HskResponse hskDelete(java.lang.String p0) {
        return api.hskDelete(p0);
    }

    @Override
    public com.authlete.common.dto.HskResponse hskGet(java.lang.String p0) {
        return api.hskGet(p0);
    }

    @Override
    public com.authlete.common.dto.IDTokenReissueResponse idTokenReissue(com.authlete.common.dto.IDTokenReissueRequest p0) {
        return api.idTokenReissue(p0);
    }

    @Override
    public com.authlete.common.dto.IntrospectionResponse introspection(com.authlete.common.dto.IntrospectionRequest p0) {
        return api.introspection(p0);
    }

    @Override
    public com.authlete.common.dto.JoseVerifyResponse verifyJose(com.authlete.common.dto.JoseVerifyRequest p0) {
        return api.verifyJose(p0);
    }

    @Override
    public com.authlete.common.dto.PushedAuthReqResponse pushAuthorizationRequest(com.authlete.common.dto.PushedAuthReqRequest p0) {
        return api.pushAuthorizationRequest(p0);
    }

    @Override
    public com.authlete.common.dto.RevocationResponse revocation(com.authlete.common.dto.RevocationRequest p0) {
        return api.revocation(p0);
    }

    @Override
    public com.authlete.common.dto.Service createService(com.authlete.common.dto.Service p0) {
        return api.createService(p0);
    }

    @Override
    public com.authlete.common.dto.Service getService(long p0) {
        return api.getService(p0);
    }

    @Override
    public com.authlete.common.dto.Service updateService(com.authlete.common.dto.Service p0) {
        return api.updateService(p0);
    }

    @Override
    public com.authlete.common.dto.ServiceListResponse getServiceList() {
        return api.getServiceList();
    }

    @Override
    public com.authlete.common.dto.ServiceListResponse getServiceList(int p0, int p1) {
        return api.getServiceList(p0, p1);
    }

    @Override
    public com.authlete.common.dto.StandardIntrospectionResponse standardIntrospection(com.authlete.common.dto.StandardIntrospectionRequest p0) {
        return api.standardIntrospection(p0);
    }

    @Override
    public com.authlete.common.dto.TokenCreateBatchResponse tokenCreateBatch(com.authlete.common.dto.TokenCreateRequest[] p0, boolean p1) {
        return api.tokenCreateBatch(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenCreateBatchStatusResponse getTokenCreateBatchStatus(java.lang.String p0) {
        return api.getTokenCreateBatchStatus(p0);
    }

    @Override
    public com.authlete.common.dto.TokenCreateResponse tokenCreate(com.authlete.common.dto.TokenCreateRequest p0) {
        return api.tokenCreate(p0);
    }

    @Override
    public com.authlete.common.dto.TokenFailResponse tokenFail(com.authlete.common.dto.TokenFailRequest p0) {
        return api.tokenFail(p0);
    }

    @Override
    public com.authlete.common.dto.TokenIssueResponse tokenIssue(com.authlete.common.dto.TokenIssueRequest p0) {
        return api.tokenIssue(p0);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList() {
        return api.getTokenList();
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(com.authlete.common.types.TokenStatus p0) {
        return api.getTokenList(p0);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(int p0, int p1) {
        return api.getTokenList(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(int p0, int p1, com.authlete.common.types.TokenStatus p2) {
        return api.getTokenList(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(java.lang.String p0, java.lang.String p1) {
        return api.getTokenList(p0, p1);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(java.lang.String p0, java.lang.String p1, com.authlete.common.types.TokenStatus p2) {
        return api.getTokenList(p0, p1, p2);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(java.lang.String p0, java.lang.String p1, int p2, int p3) {
        return api.getTokenList(p0, p1, p2, p3);
    }

    @Override
    public com.authlete.common.dto.TokenListResponse getTokenList(java.lang.String p0, java.lang.String p1, int p2, int p3, com.authlete.common.types.TokenStatus p4) {
        return api.getTokenList(p0, p1, p2, p3, p4);
    }

    @Override
    public com.authlete.common.dto.TokenResponse token(com.authlete.common.dto.TokenRequest p0) {
        return api.token(p0);
    }

    @Override
    public com.authlete.common.dto.TokenRevokeResponse tokenRevoke(com.authlete.common.dto.TokenRevokeRequest p0) {
        return api.tokenRevoke(p0);
    }

    @Override
    public com.authlete.common.dto.TokenUpdateResponse tokenUpdate(com.authlete.common.dto.TokenUpdateRequest p0) {
        return api.tokenUpdate(p0);
    }

    @Override
    public com.authlete.common.dto.UserInfoIssueResponse userinfoIssue(com.authlete.common.dto.UserInfoIssueRequest p0) {
        return api.userinfoIssue(p0);
    }

    @Override
    public com.authlete.common.dto.UserInfoResponse userinfo(com.authlete.common.dto.UserInfoRequest p0) {
        return api.userinfo(p0);
    }

    @Override
    public java.lang.String getServiceConfiguration() {
        return api.getServiceConfiguration();
    }

    @Override
    public java.lang.String getServiceConfiguration(boolean p0) {
        return api.getServiceConfiguration(p0);
    }

    @Override
    public java.lang.String getServiceConfiguration(com.authlete.common.dto.ServiceConfigurationRequest p0) {
        return api.getServiceConfiguration(p0);
    }

    @Override
    public java.lang.String getServiceJwks() {
        return api.getServiceJwks();
    }

    @Override
    public java.lang.String getServiceJwks(boolean p0, boolean p1) {
        return api.getServiceJwks(p0, p1);
    }

    @Override
    public java.lang.String[] getRequestableScopes(long p0) {
        return api.getRequestableScopes(p0);
    }

    @Override
    public java.lang.String[] setRequestableScopes(long p0, java.lang.String[] p1) {
        return api.setRequestableScopes(p0, p1);
    }

    @Override
    public java.util.Map<java.lang.String, java.lang.String> echo(java.util.Map<java.lang.String, java.lang.String> p0) {
        return api.echo(p0);
    }

    @Override
    public void deleteClient(java.lang.String p0) {
        api.deleteClient(p0);
    }

    @Override
    public void deleteClient(long p0) {
        api.deleteClient(p0);
    }

    @Override
    public void deleteClientAuthorization(long p0, java.lang.String p1) {
        api.deleteClientAuthorization(p0, p1);
    }

    @Override
    public void deleteGrantedScopes(long p0, java.lang.String p1) {
        api.deleteGrantedScopes(p0, p1);
    }

    @Override
    public void deleteRequestableScopes(long p0) {
        api.deleteRequestableScopes(p0);
    }

    @Override
    public void deleteService(long p0) {
        api.deleteService(p0);
    }

    @Override
    public void tokenDelete(java.lang.String p0) {
        api.tokenDelete(p0);
    }

    @Override
    public void updateClientAuthorization(long p0, com.authlete.common.dto.ClientAuthorizationUpdateRequest p1) {
        api.updateClientAuthorization(p0, p1);
    }

    @Override
    public void updateClientLockFlag(java.lang.String p0, boolean p1) {
        api.updateClientLockFlag(p0, p1);
    }
    // spotless:on
}
