import { type AnalysesApi, createAnalysesApi } from './analyses-api.ts';
import { type AssetsApi, createAssetsApi } from './assets-api.ts';
import { type BuildsApi, createBuildsApi } from './builds-api.ts';
import { type ConfigurationsApi, createConfigurationsApi } from './configurations-api.ts';
import { createOperationsApi, type OperationsApi } from './operations-api.ts';
import { createQualityApi, type QualityApi } from './quality-api.ts';
import { createCalls, type OdcCalls, type OdcOptions } from './requests.ts';

/**
 * The public APIs of OutSystems Developer Cloud, with one method for each endpoint
 * (https://success.outsystems.com/documentation/outsystems_developer_cloud/odc_rest_apis/). `stage`, `asset`, `build`
 * and `operation` are keys. All methods throw HttpFailure, SignInFailed, or the signal's reason.
 */
export interface Odc
  extends AssetsApi,
    BuildsApi,
    AnalysesApi,
    ConfigurationsApi,
    OperationsApi,
    QualityApi,
    Pick<OdcCalls, 'serverTime'> {
  readonly base: URL;
}

/** Creates a client for the public APIs. It sends nothing yet. */
export function createOdc(options: OdcOptions): Odc {
  const calls = createCalls(options);
  return {
    base: options.base,
    serverTime: calls.serverTime,
    ...createAssetsApi(calls),
    ...createBuildsApi(calls),
    ...createAnalysesApi(calls),
    ...createConfigurationsApi(calls),
    ...createOperationsApi(calls, options.now),
    ...createQualityApi(calls),
  };
}
